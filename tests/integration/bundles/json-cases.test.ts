import { expect, test } from '@jest/globals';
import { failure, json } from './answers.ts';
import { bothClients, type Case } from './compare.ts';

/* What DynamoDB and CloudWatch can say beyond the everyday, and what other clients have got wrong of it. */
const both = bothClients();

const NAMES = {
  B: { S: 'not bytes' },
  BS: { L: [{ B: 'AQ==' }] },
  S: { M: { B: { B: '' } } },
  '': { N: '0' },
};
const LARGE = {
  n: { N: '9007199254740993' },
  m: { NS: ['-1E-130', '99999999999999999999999999999999999999'] },
};
const REASONS = { CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: NAMES }] };

/** An answer whose bytes come one by one, so that each letter of more than one is divided. */
const inBytes =
  (body: unknown): Case[1] =>
  async (response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    for (const byte of Buffer.from(JSON.stringify(body)))
      await new Promise((resolve) => response.write(Buffer.of(byte), resolve));
    response.end();
  };

const CASES: Record<string, Case> = {
  // aws/aws-sdk-js-v3#4683 and #6718: a load balancer's page with 503 was not tried again
  'a page with 503, then an answer': [
    ({ put }) => put({}),
    json(503, '<html><body><b>Http/1.1 Service Unavailable</b></body> </html>'),
    json(200, {}),
  ],
  'half an error with 500, then an answer': [({ put }) => put({}), json(500, '{"__type":'), json(200, {})],
  // pynamodb/PynamoDB#1144: DynamoDB writes Message with a capital here
  'a cancelled transaction as DynamoDB writes it': [
    ({ transact }) => transact({}),
    json(400, {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: 'Transaction cancelled, please refer cancellation reasons for specific reasons [None]',
      ...REASONS,
    }),
  ],
  'an answer without content': [({ put }) => put({}), json(200, '')],
  'an answer of null': [({ put }) => put({}), json(200, 'null')],
  'an answer that is a list': [({ put }) => put({}), json(200, '[1]')],
  'members that are null': [
    ({ query }) => query(),
    json(200, { Items: [], LastEvaluatedKey: null, Count: 0 }),
  ],
  'a checksum that is wrong': [({ put }) => put({}), json(200, {}, { 'x-amz-crc32': '1' })],
  'attributes that are named as types are': [({ get }) => get(), json(200, { Item: NAMES })],
  'bytes that are none': [({ get }) => get(), json(200, { Item: { b: { B: 'AQ=' } } })],
  'numbers that JavaScript has not': [({ get }) => get(), json(200, { Item: LARGE })],
  'letters that come in parts': [({ get }) => get(), inBytes({ Item: { s: { S: 'ключ 😀 لا' } } })],
  'a scan': [({ scan }) => scan(), json(200, { Items: [NAMES], ScannedCount: 1, Count: 1 })],
  'an update without attributes': [({ update }) => update(), json(200, {})],
  'many tables at once': [
    ({ batch }) => batch(),
    json(200, { Responses: { BBB: [NAMES], t: [] }, UnprocessedKeys: {} }),
  ],
  'members that are not given': [
    ({ put }) => put({ a: { M: {} }, b: { L: [] }, c: { S: '' } }),
    json(200, {}),
  ],
  'bytes of a Buffer and of a part of one': [
    ({ put }) => put({ a: { B: Buffer.from('abc') }, b: { B: Buffer.from('abcdef').subarray(2, 4) } }),
    json(200, {}),
  ],
  'an error without content': [({ put }) => put({}), json(400, '')],
  'an error that is a list': [({ put }) => put({}), json(400, '[]')],
  'an error with a number for a name': [({ put }) => put({}), json(400, { __type: 7, message: 'm' })],
  'an error with an empty text': [({ put }) => put({}), json(400, { __type: 'X', message: '' })],
  'an error without a namespace': [
    ({ put }) => put({}),
    json(400, { __type: 'ConditionalCheckFailedException', Item: NAMES }),
  ],
  'an error whose name is in a header': [
    ({ put }) => put({}),
    json(
      400,
      { message: 'm' },
      { 'x-amzn-errortype': 'ConditionalCheckFailedException:http://internal.amazon.com/' },
    ),
  ],
  'an error whose name is in its code': [
    ({ put }) => put({}),
    json(400, { code: 'a.b#Named,x', Message: 'M' }),
  ],
  'an error named as what objects have': [({ put }) => put({}), failure('constructor')],
  'an error with fields of an error': [
    ({ put }) => put({}),
    failure('ConditionalCheckFailedException', { name: 'other', $fault: 'none', stack: 'none' }),
  ],
  'writes that conflict among regions': [
    ({ put }) => put({}),
    failure('ReplicatedWriteConflictException'),
    json(200, {}),
  ],
  'an internal error with 400': [({ put }) => put({}), failure('InternalServerFailure')],
  'too many requests': [({ put }) => put({}), json(429, { message: 'slow down' }), json(200, {})],
  'another place': [({ put }) => put({}), json(307, '', { location: 'http://127.0.0.1:1/' })],
  'Retry-After in milliseconds': [
    ({ put }) => put({}),
    json(500, '{}', { 'x-amz-retry-after': '1' }),
    json(200, {}),
  ],
  'all that says which request it was': [
    ({ put }) => put({}),
    json(200, {}, { 'x-amz-id-2': 'two', 'x-amz-cf-id': 'three' }),
  ],
  'figures without any': [({ figures }) => figures(), json(200, { MetricDataResults: [] })],
  'figures with a time between milliseconds': [
    ({ figures }) => figures(),
    json(200, {
      MetricDataResults: [{ Id: 'B', Timestamps: [1795741200.0004, 0, -1.5], Values: [0, 1e21] }],
    }),
  ],
  'figures in a page': [({ figures }) => figures(), json(200, '<html></html>')],
  'figures with an error of AWS Query': [
    ({ figures }) => figures(),
    json(
      400,
      { __type: 'com.amazonaws.cloudwatch#InvalidParameterValueException', message: 'no' },
      { 'x-amzn-query-error': 'InvalidParameterValue;Sender' },
    ),
  ],
  'figures with an error of AWS Query that nobody knows': [
    ({ figures }) => figures(),
    json(400, { Message: 'no', more: 1 }, { 'x-amzn-query-error': 'Unheard;Receiver' }),
  ],
  'figures with an error that speaks twice': [
    ({ figures }) => figures(),
    json(400, { __type: 'x#Unheard', message: 'one', Message: 'two', Error: { Code: 'c', more: 1 } }),
  ],
  'figures with an error that two have': [
    ({ figures }) => figures(),
    json(404, { __type: 'x#y' }, { 'x-amzn-query-error': 'ResourceNotFound;Sender' }),
  ],
  'figures too often, then figures': [
    ({ figures }) => figures(),
    json(400, { __type: 'ThrottlingException', message: 'Rate exceeded' }),
    json(200, {}),
  ],
};

test.each(Object.entries(CASES))('the bundled client does with %s what the SDK does', async (_, one) => {
  await both.expectSame(one);
});

test('a transaction without a token has one of the client, the same at each try and another for each call', async () => {
  const { arrived } = await both.during(
    [failure('TransactionInProgressException'), json(500, ''), json(200, {})],
    ({ transactWithoutToken }) => transactWithoutToken(),
  );
  const tokens = arrived.map(({ body }) => JSON.stringify(body));
  expect(tokens).toHaveLength(3);
  expect(new Set(tokens).size).toBe(1);
  expect(arrived[0]?.body).toMatchObject({ ClientRequestToken: expect.stringMatching(/^[\da-f-]{36}$/) });
  const next = await both.during([json(200, {})], ({ transactWithoutToken }) => transactWithoutToken());
  expect(next.arrived[0]?.body).not.toEqual(arrived[0]?.body);
});

// The SDK gives the attribute without its value (client-dynamodb 3.1164).
test('an attribute named __proto__ has its value', async () => {
  const { outcome } = await both.during([json(200, '{"Item":{"__proto__":{"B":"AQ=="}}}')], ({ get }) =>
    get(),
  );
  expect(outcome).toHaveProperty(['answer', 'Item'], JSON.parse('{"__proto__":{"B":{"bytes":"AQ=="}}}'));
});
