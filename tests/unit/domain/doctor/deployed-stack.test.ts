import { expect, test } from '@jest/globals';
import { textOf } from '../../../../lib/domain/doctor/deployed-stack.ts';
import { grantsOf } from '../../../../lib/domain/doctor/role-findings.ts';
import { stackWith } from './world.ts';

const TABLE = 'arn:aws:dynamodb:me-central-1:123456789012:table/flavours-error-webhook-prod-notifications';
const role = (resource: string | { 'Fn::GetAtt': string[] }, more: Record<string, string | object> = {}) => ({
  logicalId: 'SweepRole',
  type: 'AWS::IAM::Role',
  physicalId: 'flavours-error-webhook-prod-SweepRole-X',
  properties: JSON.parse(
    JSON.stringify({
      Policies: [
        {
          PolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: 'dynamodb:Query', Resource: resource, ...more }],
          },
        },
      ],
    }),
  ),
});

test.each([
  [{ Ref: 'AlertsTopic' }, 'arn:aws:sns:me-central-1:123456789012:flavours-error-webhook-prod-alerts'],
  [{ 'Fn::GetAtt': ['NotificationsTable', 'Arn'] }, TABLE],
  [{ 'Fn::Sub': '$' + '{NotificationsTable.Arn}/index/pending' }, `${TABLE}/index/pending`],
  [
    { 'Fn::Sub': 'arn:$' + '{AWS::Partition}:iam::$' + '{AWS::AccountId}:role/a-*' },
    'arn:aws:iam::123456789012:role/a-*',
  ],
  [{ 'Fn::Join': ['', ['a', { Ref: 'AWS::Region' }]] }, 'ame-central-1'],
  [true, 'true'],
  [{ 'Fn::GetAtt': ['NotificationsTable', 'StreamArn'] }, undefined],
  [{ Ref: 'Nobody' }, undefined],
])('%j of the template is %s', (value, text) => {
  expect(textOf(stackWith(), value)).toBe(text);
});

test('the grants of a role name its ARN, its actions and each resource', () => {
  expect(grantsOf(stackWith([role({ 'Fn::GetAtt': ['NotificationsTable', 'Arn'] })]))).toEqual([
    {
      role: 'flavours-error-webhook-prod-SweepRole-X',
      roleArn: 'arn:aws:iam::123456789012:role/flavours-error-webhook-prod-SweepRole-X',
      actions: ['dynamodb:Query'],
      resource: TABLE,
      isConditional: false,
    },
  ]);
});

test('a key is granted by its ARN, and called by its id', () => {
  const key = { logicalId: 'Key', type: 'AWS::KMS::Key', physicalId: '1234abcd-12ab', properties: {} };
  const [grant] = grantsOf(stackWith([key, role({ 'Fn::GetAtt': ['Key', 'Arn'] })]));
  expect(grant?.resource).toBe('arn:aws:kms:me-central-1:123456789012:key/1234abcd-12ab');
});

test('a denial grants nothing, a stream that is off has no ARN, and what cannot be told is not left out in silence', () => {
  const stream = { 'Fn::GetAtt': ['NotificationsTable', 'StreamArn'] };
  expect(grantsOf(stackWith([role('*', { Effect: 'Deny' })]))).toEqual([]);
  expect(grantsOf(stackWith([role(stream)]))).toEqual([]);
  expect(() => grantsOf(stackWith([role({ 'Fn::GetAtt': ['Gone', 'Arn'] })]))).toThrow(/SweepRole/);
});
