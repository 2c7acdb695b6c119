import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as sns from '@aws-sdk/client-sns';
import { expect, test } from '@jest/globals';
import { json, PUBLISHED } from './answers.ts';
import { bundle } from './bundle.ts';
import { bothClients, type Clients } from './compare.ts';

/* What our part of the SDK does not know must fail where somebody sees it: at bundling, or before anything is sent. */
type AsText = (name: string, schema: unknown) => string;
const { jsonOperation }: { jsonOperation: AsText } = require('../../../deploy/sdk/json-operation.cjs');
const { queryOperation }: { queryOperation: AsText } = require('../../../deploy/sdk/query-operation.cjs');
const {
  operationsOf,
}: { operationsOf: (client: string) => string } = require('../../../deploy/sdk/operations.cjs');

const both = bothClients();

test.each([
  ['DeleteItemCommand', '@aws-sdk/client-dynamodb'],
  ['paginateQuery', '@aws-sdk/client-dynamodb'],
  ['ResourceNotFoundException', '@aws-sdk/client-dynamodb'],
  ['PublishBatchCommand', '@aws-sdk/client-sns'],
  ['InvalidParameterException', '@aws-sdk/client-sns'],
  ['DescribeAlarmsCommand', '@aws-sdk/client-cloudwatch'],
])('a bundle with %s, which it could not use, is not built', async (name, from) => {
  const building = bundle('refused', `import { ${name} } from '${from}'; export const it = ${name};`);
  await expect(building).rejects.toThrow(`import "${name}"`);
  await expect(building).rejects.toThrow('deploy/sdk/operations.cjs');
});

test.each([
  ['a date in an answer', jsonOperation, dynamodb.DescribeTable$],
  ['bytes that are no attribute', jsonOperation, cloudwatch.GetMetricWidgetImage$],
  ['a host name of its own', jsonOperation, [9, 'n', 'X', { endpoint: ['data.'] }, 'unit', 'unit']],
  [
    'an input of a kind that JSON has not',
    jsonOperation,
    [9, 'n', 'X', 0, [3, 'n', 'I', 0, ['a'], [17]], 'unit'],
  ],
  [
    'a member with another name',
    jsonOperation,
    [9, 'n', 'X', 0, [3, 'n', 'I', 0, ['a'], [[0, { jsonName: 'b' }]]], 'unit'],
  ],
  ['true or false in XML', queryOperation, sns.CheckIfPhoneNumberIsOptedOut$],
  ['a number in a form', queryOperation, sns.ListSMSSandboxPhoneNumbers$],
  [
    'a list that lies flat',
    queryOperation,
    [9, 'n', 'X', 0, [3, 'n', 'I', 0, ['a'], [[64, { xmlFlattened: 1 }]]], [3, 'n', 'O', 0, [], []]],
  ],
])('a command with %s fails the build', (_, operation, schema) => {
  expect(() => operation('Unheard', schema)).toThrow(/Unheard.* (?:nothing|traits) that deploy\/sdk/);
});

test('each command that the bundles have is one that our protocols know', () => {
  expect(operationsOf('client-dynamodb')).toContain(
    '"TransactWriteItems", 0, {"token":"ClientRequestToken"}',
  );
  expect(operationsOf('client-cloudwatch')).toContain(
    '"GetMetricData", 0, {"dates":["StartTime","EndTime"]}',
  );
  expect(operationsOf('client-sns')).toContain('"MessageAttributes":["Name","Value",{');
});

/** What no type of ours would allow. */
const outside = (value: unknown): never => value as never;
test.each<[string, (clients: Clients) => Promise<unknown>]>([
  ['a date', ({ put }) => put({ a: { S: outside(new Date(0)) } })],
  ['a moment that is none', ({ figures }) => figures(new Date(Number.NaN))],
  ['a number without end', ({ put }) => put({ a: { N: outside(Number.NaN) } })],
  ['a number too large', ({ put }) => put({ a: { N: outside(1n) } })],
  ['a set', ({ put }) => put({ a: { SS: outside(new Set(['a'])) } })],
  ['a function', ({ put }) => put({ a: { S: outside(() => 'a') } })],
  [
    'something of a class',
    ({ put }) =>
      put({
        a: {
          N: outside(
            new (class Amount {
              value = '1';
            })(),
          ),
        },
      }),
  ],
  ['words of floating point', ({ put }) => put({ a: { B: outside(new Float32Array(1)) } })],
  ['a list with a hole', ({ put }) => put({ a: { L: outside([undefined]) } })],
  ['a number as a text', ({ publishThat }) => publishThat({ Message: outside(1) })],
  ['a list as a text', ({ publishThat }) => publishThat({ Message: outside(['m']) })],
  [
    'a text as attributes',
    ({ publishThat }) => publishThat({ Message: 'm', MessageAttributes: outside('a') }),
  ],
  [
    'bytes as an attribute',
    ({ publishThat }) =>
      publishThat({
        Message: 'm',
        MessageAttributes: { a: { DataType: 'Binary', BinaryValue: new Uint8Array(1) } },
      }),
  ],
])('%s is refused before anything is sent', async (_, call) => {
  const { outcome, arrived } = await both.during([json(200, {}), PUBLISHED], call);
  expect(outcome).toHaveProperty(['error', 'name'], 'TypeError');
  expect(outcome).toHaveProperty(
    ['error', 'message'],
    expect.stringMatching(/cannot be sent as|has no value/),
  );
  expect(arrived).toEqual([]);
});
