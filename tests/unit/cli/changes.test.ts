import { expect, test } from '@jest/globals';
import { type Change, digestOf, isDangerous, tableOf } from '../../../cli/changes/summary.ts';

const change = (over: Partial<Change>): Change => ({
  action: 'Modify',
  id: 'ReceiveLambdaFunction',
  type: 'AWS::Lambda::Function',
  replacement: 'False',
  properties: ['Code'],
  ...over,
});
const table = change({ id: 'IncidentsTable', type: 'AWS::DynamoDB::Table', properties: ['KeySchema'] });

test.each([
  [{}, false],
  [{ replacement: 'True' }, true],
  [{ replacement: 'Conditional' }, true],
  [{ action: 'Remove', replacement: undefined }, true],
  [{ action: 'Add', replacement: undefined }, false],
  [{ action: 'Remove', replacement: undefined, type: 'AWS::SecretsManager::Secret' }, true],
  [{ replacement: 'True', type: 'AWS::ApiGatewayV2::Api' }, true],
  [{ replacement: 'True', type: 'AWS::Lambda::Function' }, false],
])('a table with %j: dangerous is %s', (over, expected) => {
  expect(isDangerous({ ...table, ...over })).toBe(expected);
});

test('what is dangerous comes first, and stands out', () => {
  expect(tableOf([change({}), { ...table, replacement: 'True' }, change({ action: 'Add', id: 'New' })])).toBe(
    `| what | resource | type | properties |
|---|---|---|---|
| **!** REPLACE | IncidentsTable | AWS::DynamoDB::Table | KeySchema |
| add | New | AWS::Lambda::Function | Code |
| modify | ReceiveLambdaFunction | AWS::Lambda::Function | Code |`,
  );
  expect(tableOf([])).toBe('Nothing changes.');
});

test('the digest is that of what happens, in whatever order it is told', () => {
  const both = [change({ properties: ['Code', 'Role'] }), table];
  expect(digestOf([table, change({ properties: ['Role', 'Code'] })])).toBe(digestOf(both));
  expect(digestOf([{ ...table, replacement: 'True' }, both[0] ?? table])).not.toBe(digestOf(both));
  expect(digestOf([table])).not.toBe(digestOf(both));
});
