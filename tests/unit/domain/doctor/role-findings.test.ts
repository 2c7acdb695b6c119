import { expect, test } from '@jest/globals';
import { grantsOf, roleFindings } from '../../../../lib/domain/doctor/role-findings.ts';
import { DEPLOY, resource, stackWith } from './stack.ts';

const roleWith = (...Statement: object[]) =>
  resource(
    'SweepRole',
    'AWS::IAM::Role',
    JSON.parse(JSON.stringify({ Policies: [{ PolicyDocument: { Statement } }] })),
    'sweep-role',
  );
const table = resource('EndpointsTable', 'AWS::DynamoDB::Table', {}, 'endpoints');
const TABLE = 'arn:aws:dynamodb:eu-central-1:111122223333:table/endpoints';
const of = { role: 'sweep-role', roleArn: 'arn:aws:iam::111122223333:role/sweep-role' };
const allow = (Action: unknown, Resource: unknown, more = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

test('what a role is allowed is read from the deployed template, each resource by itself', () => {
  const role = roleWith(
    allow(['dynamodb:Query', 'dynamodb:GetItem'], [{ 'Fn::GetAtt': ['EndpointsTable', 'Arn'] }, '*']),
    allow('sns:Publish', '*', { Condition: { StringEquals: { 'sns:Protocol': 'sms' } } }),
    { Effect: 'Deny', Action: 'dynamodb:DeleteTable', Resource: '*' },
  );
  const actions = ['dynamodb:Query', 'dynamodb:GetItem'];
  expect(grantsOf(stackWith([role, table]))).toEqual([
    { ...of, actions, resource: TABLE, isConditional: false },
    { ...of, actions, resource: '*', isConditional: false },
    { ...of, actions: ['sns:Publish'], resource: '*', isConditional: true },
  ]);
  expect(grantsOf(stackWith([resource('Bare', 'AWS::IAM::Role'), table]))).toEqual([]);
});

test('a stream that is off has no ARN, and nothing to be allowed; anything else that is unknown is an error', () => {
  const reads = (get: string[]) => stackWith([roleWith(allow('dynamodb:GetRecords', { 'Fn::GetAtt': get }))]);
  expect(grantsOf(reads(['EndpointsTable', 'StreamArn']))).toEqual([]);
  expect(grantsOf(reads(['NotificationsTable', 'StreamArn']))).toMatchObject([{ resource: 'arn:stream' }]);
  expect(() => grantsOf(reads(['EndpointsTable', 'Arn']))).toThrow(
    'SweepRole: {"Fn::GetAtt":["EndpointsTable","Arn"]} cannot be told from the template',
  );
});

test('a role that may not do something is one finding, with all of it', () => {
  const denied = (role: string, action: string, decision: string) => ({
    role,
    action,
    resource: TABLE,
    decision,
  });
  const findings = roleFindings(stackWith(), [
    denied('sweep-role', 'dynamodb:Query', 'implicitDeny'),
    denied('receive-role', 'dynamodb:PutItem', 'explicitDeny'),
    denied('sweep-role', 'dynamodb:GetItem', 'implicitDeny'),
  ]);
  expect(findings).toMatchObject([
    {
      check: 'roles',
      subject: 'sweep-role',
      severity: 'critical',
      what: `The role sweep-role may not do what its function does: dynamodb:Query on ${TABLE} (implicitDeny), dynamodb:GetItem on ${TABLE} (implicitDeny).`,
      mend: `${DEPLOY} (changes nothing where the template is unchanged: then take back what was changed by hand, aws iam list-role-policies --role-name sweep-role; a denial by explicitDeny is a policy, a boundary or an organisation's)`,
    },
    {
      subject: 'receive-role',
      what: `The role receive-role may not do what its function does: dynamodb:PutItem on ${TABLE} (explicitDeny).`,
    },
  ]);
  expect(roleFindings(stackWith(), [])).toEqual([]);
});
