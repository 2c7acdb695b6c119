import { PutItemCommand, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { withDeadlines } from '../../../lib/adapters/config/abortable.ts';
import { dynamodbClient } from '../../../lib/adapters/config/aws-clients.ts';
import { isKnownEndpoint } from '../../../lib/adapters/dynamodb/known-endpoint.ts';
import { putNotifications } from '../../../lib/adapters/dynamodb/put-notification.ts';
import { accept } from '../../../lib/domain/intake/accept.ts';
import { startStub } from '../../robustness/stub-dynamodb.ts';
import { intercepted } from '../intercepted.ts';

/* How the product's own client ends a call in time, and that this costs no call its assembled steps. */
let stub: Awaited<ReturnType<typeof startStub>>;
beforeAll(async () => {
  stub = await startStub();
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_ENDPOINT_URL_DYNAMODB: stub.url,
  });
});
afterAll(() => stub.stop());
afterEach(() => {
  jest.restoreAllMocks();
});

/** As the functions that Flavours and merchants post to make it. */
const productClient = () => withDeadlines(dynamodbClient());

const LONG_MS = 30_000;
const post = '{"code":503,"endpoint":"https://h.example/x"}';
const { notifications } = accept({
  source: 'main',
  token: 'A'.repeat(43),
  body: Buffer.from(post),
  id: '01KAZ3B2V0XKQ8X2Q3M4N5P6R7',
  pending: 0,
  now: new Date(0),
});
const [one] = notifications;
const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

test('the steps of a put are put together once for many, and a read between them forgets none', async () => {
  stub.is('takes it');
  const client = productClient();
  const assembled = jest.spyOn(PutItemCommand.prototype, 'resolveMiddleware');
  for (let round = 0; round < 3; round++) {
    await putNotifications(client, 't', [one], LONG_MS);
    expect(await isKnownEndpoint(client, 't', 'k', LONG_MS)).toBe(true);
  }
  expect(stub.requests).toHaveLength(6);
  expect(assembled).toHaveBeenCalledTimes(1);
});

test('an answer that never ends is ended by the deadline, which no limit of an attempt does', async () => {
  stub.is('begins an answer and never ends it');
  const error = await errorOf(putNotifications(productClient(), 't', [one], 300));
  expect(error).toBeInstanceOf(Error);
  expect(stub.requests.length).toBeLessThanOrEqual(2);
});

test('the deadline counts for all tries of a put: the last that began is cut off, and no other begins', async () => {
  stub.is('never answers');
  const error = await errorOf(putNotifications(productClient(), 't', [one], 1500));
  expect(error).toMatchObject({ name: 'AbortError' });
  expect(stub.requests.length).toBeLessThanOrEqual(2);
});

test('a call that ended in time leaves no timer behind', async () => {
  stub.is('takes it');
  const set = jest.spyOn(globalThis, 'setTimeout');
  const cleared = jest.spyOn(globalThis, 'clearTimeout');
  await putNotifications(productClient(), 't', [one], LONG_MS);
  const deadline = set.mock.results[set.mock.calls.findIndex(([, ms]) => ms === LONG_MS)];
  expect(cleared.mock.calls.map(([timer]) => timer)).toContain(deadline?.value);
});

test('a pause between two tries ends with the deadline, and no other try begins', async () => {
  const conflict = () =>
    new TransactionCanceledException({
      $metadata: {},
      message: 'no',
      CancellationReasons: [{ Code: 'TransactionConflict' }],
    });
  let tries = 0;
  const conflicting = intercepted(productClient(), () => {
    tries += 1;
    return Promise.reject(conflict());
  });
  const other = { ...one, id: '01KAZ3B2V0XKQ8X2Q3M4N5P6R8' };
  const error = await errorOf(putNotifications(conflicting, 't', [one, other], 150));
  expect(error).toBeInstanceOf(TransactionCanceledException);
  expect(tries).toBeLessThanOrEqual(2); // the pauses are 100 and 200 ms
});
