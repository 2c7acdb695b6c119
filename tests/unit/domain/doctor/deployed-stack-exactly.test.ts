import { expect, test } from '@jest/globals';
import { arnOf, nameOf, resourcesOf, textOf } from '../../../../lib/domain/doctor/deployed-stack.ts';
import { resource, stackWith } from './stack.ts';

const QUEUE = 'https://sqs.eu-central-1.amazonaws.com/111122223333/dead';
const all = [
  resource('EndpointsTable', 'AWS::DynamoDB::Table', {}, 'endpoints'),
  resource('ReceiveRole', 'AWS::IAM::Role', {}, 'receive-role'),
  resource('ReceiveFunction', 'AWS::Lambda::Function', {}, 'receive'),
  resource('ReceiveLogs', 'AWS::Logs::LogGroup', {}, '/aws/lambda/receive'),
  resource('DeadQueue', 'AWS::SQS::Queue', {}, QUEUE),
  resource('SweepRule', 'AWS::Events::Rule', {}, 'sweep'),
  resource('AlertsTopic', 'AWS::SNS::Topic', {}, 'arn:aws:sns:eu-central-1:111122223333:alerts'),
];
const stack = stackWith(all);

test.each([
  ['EndpointsTable', 'arn:aws:dynamodb:eu-central-1:111122223333:table/endpoints'],
  ['ReceiveRole', 'arn:aws:iam::111122223333:role/receive-role'],
  ['ReceiveFunction', 'arn:aws:lambda:eu-central-1:111122223333:function:receive'],
  ['ReceiveLogs', 'arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/receive:*'],
  ['DeadQueue', 'arn:aws:sqs:eu-central-1:111122223333:dead'],
  ['SweepRule', 'arn:aws:events:eu-central-1:111122223333:rule/sweep'],
  ['AlertsTopic', 'arn:aws:sns:eu-central-1:111122223333:alerts'],
])('the ARN of %s', (logicalId, arn) => {
  const found = all.find((one) => one.logicalId === logicalId);
  expect(found && arnOf(stack, found)).toBe(arn);
  expect(textOf(stack, { 'Fn::GetAtt': [logicalId, 'Arn'] })).toBe(arn);
});

test('one that AWS has not named is called as the template calls it', () => {
  const unnamed = { ...resource('SweepRule', 'AWS::Events::Rule'), physicalId: undefined };
  expect(nameOf(unnamed)).toBe('SweepRule');
  expect(textOf(stackWith([unnamed]), { Ref: 'SweepRule' })).toBe('SweepRule');
});

test('resources are found by their type', () => {
  expect(resourcesOf(stack, 'AWS::SQS::Queue').map(({ logicalId }) => logicalId)).toEqual(['DeadQueue']);
});

test.each([
  ['text', 'rate(1 minute)', 'rate(1 minute)'],
  ['a number', 5, '5'],
  ['null', null, 'null'],
  ['nothing', undefined, undefined],
  ['a list', ['a'], undefined],
  ['the region', { Ref: 'AWS::Region' }, 'eu-central-1'],
  ['the account', { Ref: 'AWS::AccountId' }, '111122223333'],
  ['the partition', { Ref: 'AWS::Partition' }, 'aws'],
  ['the stack', { Ref: 'AWS::StackName' }, 'flavours-error-webhook-prod'],
  ['the domain of AWS', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
  ['a name', { Ref: 'DeadQueue' }, QUEUE],
  ['a name that is not there', { Ref: 'Gone' }, undefined],
  [
    'an attribute that follows from no name',
    { 'Fn::GetAtt': ['NotificationsTable', 'StreamArn'] },
    'arn:stream',
  ],
  ['an attribute that nobody knows', { 'Fn::GetAtt': ['DeadQueue', 'QueueName'] }, undefined],
  ['parts', { 'Fn::Join': ['-', ['a', { Ref: 'EndpointsTable' }, 7]] }, 'a-endpoints-7'],
  ['parts of which one is unknown', { 'Fn::Join': ['-', ['a', { Ref: 'Gone' }]] }, undefined],
  ['a text with names', { 'Fn::Sub': `\${AWS::Region}/\${EndpointsTable}/x` }, 'eu-central-1/endpoints/x'],
  [
    'a text with an attribute',
    { 'Fn::Sub': `\${SweepRule.Arn}*` },
    'arn:aws:events:eu-central-1:111122223333:rule/sweep*',
  ],
  ['a text with an unknown name', { 'Fn::Sub': `a \${Gone}` }, undefined],
  ['another function', { 'Fn::ImportValue': 'a' }, undefined],
])('a value of the template: %s', (_, value, text) => {
  expect(textOf(stack, value)).toBe(text);
});

test('the domain of AWS in China is another', () => {
  expect(textOf(stackWith([], { partition: 'aws-cn' }), { Ref: 'AWS::URLSuffix' })).toBe('amazonaws.com.cn');
});
