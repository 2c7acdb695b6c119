import { expect, test } from '@jest/globals';
import { grantProtection, withholdProtection } from '../../../deploy/table-protection.ts';

const table = (DeletionProtectionEnabled: boolean) => ({
  Type: 'AWS::DynamoDB::Table',
  DeletionPolicy: 'RetainExceptOnCreate',
  Properties: { TableName: 'x', DeletionProtectionEnabled },
});
const inStack = (logicalId: string, type = 'AWS::DynamoDB::Table') => ({ logicalId, type, physicalId: 'x' });

test('a table is born without protection, and gets it once it is there', () => {
  const resources: Record<string, unknown> = {
    Old: table(true),
    New: table(true),
    Queue: { Type: 'AWS::SQS::Queue' },
  };
  const unprotected = withholdProtection(resources, [inStack('Old'), inStack('New', 'AWS::SQS::Queue')]);
  expect(unprotected).toEqual(['New']);
  expect(resources).toEqual({ Old: table(true), New: table(false), Queue: { Type: 'AWS::SQS::Queue' } });
  grantProtection(resources, unprotected);
  expect(resources['New']).toEqual(table(true));
});

test('where nothing is to be protected, nothing is held back', () => {
  const resources: Record<string, unknown> = { New: table(false) };
  expect(withholdProtection(resources, [])).toEqual([]);
  expect(resources).toEqual({ New: table(false) });
});
