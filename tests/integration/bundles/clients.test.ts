import { expect, test } from '@jest/globals';
import { failure, json, LISTED, PUBLISHED, refusal, xml } from './answers.ts';
import { bothClients, type Case } from './compare.ts';

/*
 * The clients in the bundles consist of half of the SDK (deploy/sdk). Each case runs with them and with the whole SDK: what
 * arrives at the service, and what the caller gets, must be the same.
 */
const both = bothClients();

/** An item with every type of attribute, and texts that JSON writes in its own way. */
const ITEM = {
  S: { S: 'line\nquote" back\\slash tab\t nul\u0000 € 😀 lone \ud83d' },
  N: { N: '-12345678901234567890.5e-3' },
  B: { B: new Uint8Array([0, 255, 128]) },
  L: { L: [{ S: '' }, { NULL: true as const }, { BOOL: false }] },
  M: { M: { ключ: { SS: ['a', 'b'] }, n: { NS: ['1', '2'] }, b: { BS: [new Uint8Array([1])] } } },
};
const ON_THE_WIRE = { ...ITEM, B: { B: 'AP+A' }, M: { M: { n: { NS: ['1', '2'] }, b: { BS: ['AQ=='] } } } };

const CASES: Record<string, Case> = {
  'a put': [({ put }) => put(ITEM), json(200, {}, { 'x-amz-crc32': '2745614147' })],
  'a put whose answer has all types': [({ put }) => put(ITEM), json(200, { Attributes: ON_THE_WIRE })],
  'an item that is read': [({ get }) => get(), json(200, { Item: ON_THE_WIRE })],
  'an item that is not there': [({ get }) => get(), json(200, {})],
  'a list': [
    ({ query }) => query(),
    json(200, { Items: [ON_THE_WIRE], Count: 1, LastEvaluatedKey: { id: { S: 'x' } } }),
  ],
  'an update': [({ update }) => update(), json(200, { Attributes: { count: { N: '7' } } })],
  'a batch': [
    ({ batch }) => batch(),
    json(200, { Responses: { t: [ON_THE_WIRE] }, UnprocessedKeys: { t: { Keys: [{ id: { S: 'y' } }] } } }),
  ],
  'a transaction': [({ transact }) => transact(ITEM), json(200, {})],
  'a condition that fails': [
    ({ put }) => put(ITEM),
    failure('ConditionalCheckFailedException', { Item: ON_THE_WIRE }),
  ],
  'a cancelled transaction with its reasons': [
    ({ transact }) => transact(ITEM),
    failure('TransactionCanceledException', {
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: 'no', Item: ON_THE_WIRE },
        { Code: 'TransactionConflict', Message: 'busy' },
      ],
    }),
  ],
  'a transaction that conflicts': [({ transact }) => transact(ITEM), failure('TransactionConflictException')],
  'a transaction in progress': [
    ({ transact }) => transact(ITEM),
    failure('TransactionInProgressException'),
    json(200, {}),
  ],
  'a put that meets a transaction': [
    ({ put }) => put(ITEM),
    failure('TransactionConflictException'),
    failure('TransactionConflictException'),
    json(200, {}),
  ],
  'a put that meets transactions without end': [
    ({ put }) => put(ITEM),
    failure('TransactionConflictException'),
  ],
  'what DynamoDB refuses to read': [({ put }) => put(ITEM), failure('ValidationException')],
  'access that is refused': [({ put }) => put(ITEM), failure('AccessDeniedException')],
  'a table that is not there': [({ put }) => put(ITEM), failure('ResourceNotFoundException')],
  'an error that nobody knows': [({ put }) => put(ITEM), failure('SomethingNewException', { Extra: 1 })],
  'an expired token': [({ put }) => put(ITEM), failure('ExpiredTokenException')],
  'throttling that ends': [({ put }) => put(ITEM), failure('ThrottlingException'), json(200, {})],
  'throttling that does not end': [({ put }) => put(ITEM), failure('ProvisionedThroughputExceededException')],
  'a limit of the account': [({ put }) => put(ITEM), failure('RequestLimitExceeded'), json(200, {})],
  'an internal error that passes': [
    ({ put }) => put(ITEM),
    failure('InternalServerError', {}, 500),
    json(200, {}),
  ],
  'no service at all': [({ put }) => put(ITEM), json(503, '')],
  'Retry-After': [({ put }) => put(ITEM), json(503, '', { 'retry-after': '0' }), json(200, {})],
  'half of JSON': [({ put }) => put(ITEM), json(200, '{"Attributes":')],
  'a page in place of JSON': [({ put }) => put(ITEM), json(200, '<!doctype html><title>It works!</title>')],
  'a page in place of an error': [({ put }) => put(ITEM), json(418, '<h1>short and stout</h1>')],
  'a connection that ends': [({ put }) => put(ITEM), (response) => response.destroy(), json(200, {})],
  'an answer that ends early': [
    ({ put }) => put(ITEM),
    (response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{', () => response.destroy());
    },
    json(200, {}),
  ],
  'no answer in time': [({ put }) => put(ITEM), () => undefined, json(200, {})],
  'a caller who waits no longer': [({ abortedPut }) => abortedPut(ITEM), () => undefined],
  'a clock that is an hour slow': [
    ({ put }) => put(ITEM),
    json(
      400,
      { __type: 'com.amazon.coral.service#InvalidSignatureException', message: 'Signature expired' },
      {
        date: new Date(Date.now() + 3_600_000).toUTCString(),
      },
    ),
    json(200, {}),
  ],
  'a message that SNS takes': [({ publish }) => publish(), PUBLISHED],
  'a list of subscribers': [({ subscribers }) => subscribers(), LISTED],
  'a message that SNS refuses': [({ publish }) => publish(), refusal(400, 'InvalidParameter')],
  'a topic that is not there': [({ publish }) => publish(), refusal(404, 'NotFound')],
  'SNS throttling, tried once': [({ publish }) => publish(), refusal(400, 'Throttling')],
  'SNS failing, tried once': [({ publish }) => publish(), refusal(500, 'InternalFailure')],
  'SNS answering with a page': [({ publish }) => publish(), xml(200, '<html><body>It works!</body></html>')],
  'SNS answering with nothing': [({ publish }) => publish(), xml(503, '')],
  'figures of CloudWatch, with their times': [
    ({ figures }) => figures(),
    json(200, {
      MetricDataResults: [
        { Id: 'a', StatusCode: 'Complete', Timestamps: [1795741200, 1795741260.5], Values: [1, 2.5] },
        { Id: 'b', Values: [] },
      ],
      Messages: [{ Code: 'c', Value: 'v' }],
      NextToken: 'n',
    }),
  ],
  'figures that CloudWatch refuses': [
    ({ figures }) => figures(),
    json(400, { __type: 'com.amazonaws.cloudwatch#AccessDenied', message: 'no' }),
  ],
};

test.each(Object.entries(CASES))('the bundled client does with %s what the SDK does', (_, one) =>
  both.expectSame(one).then(() => undefined),
);

test('a condition that fails and a cancelled transaction are of the classes that our code asks for', async () => {
  const { put, transact, ConditionalCheckFailedException, TransactionCanceledException } = both.bundled();
  await both.during([failure('ConditionalCheckFailedException')], async () => {
    await expect(put(ITEM)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  });
  await both.during(
    [failure('TransactionCanceledException', { CancellationReasons: [{ Code: 'ConditionalCheckFailed' }] })],
    async () => {
      const error = await transact(ITEM).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TransactionCanceledException);
      expect(error).toHaveProperty('CancellationReasons', [{ Code: 'ConditionalCheckFailed' }]);
    },
  );
});
