import { ProvisionedThroughputExceededException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ThrottledException } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readBucket, saveBucket } from '../../../lib/adapters/dynamodb/sms-bucket.ts';
import { toItem } from '../../../lib/adapters/dynamodb/store.ts';
import { CAPACITY } from '../../../lib/domain/alerting/token-bucket.ts';
import { withSmsLimit } from '../../../lib/use-cases/alerting/sms-limit.ts';
import { startWorld, type World } from '../world.ts';

const now = new Date('2026-03-01T08:00:00Z');
const metadata = { $metadata: { httpStatusCode: 400 }, message: 'slow down' };

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());
const full = { tokens: CAPACITY, at: now.toISOString() };
beforeEach(async () => {
  expect(await saveBucket(world.store, await readBucket(world.store), full)).toBe(true);
});

const tokensAfter = async (error: Error): Promise<number | undefined> => {
  const oncall = { subscribed: [{ protocol: 'sms' as const, recipients: [] }] };
  const run = { ...world.run, oncall, now: () => now };
  await expect(withSmsLimit(run, () => Promise.reject(error))).rejects.toBe(error);
  return (await readBucket(world.store)).bucket?.tokens;
};

test('an SMS that SNS refused has cost no token', async () => {
  expect(await tokensAfter(new ThrottledException(metadata))).toBe(CAPACITY);
});

test('an SMS that SNS took has cost its token, though DynamoDB then refused the mark', async () => {
  expect(await tokensAfter(new ProvisionedThroughputExceededException(metadata))).toBe(CAPACITY - 1);
});

test('an SMS of which nobody knows has cost its token', async () => {
  const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  expect(await tokensAfter(lost)).toBe(CAPACITY - 1);
});

test('a copy of an earlier write that comes in late does not fill the bucket again', async () => {
  const asRead = await readBucket(world.store);
  const [taken, emptier] = [
    { ...full, tokens: 1e-8 }, // which DynamoDB gives back as 0.00000001
    { ...full, tokens: 0 },
  ];
  expect(await saveBucket(world.store, asRead, taken)).toBe(true);
  expect(await saveBucket(world.store, asRead, taken)).toBe(true); // the answer was lost: its own, once more
  expect(await saveBucket(world.store, await readBucket(world.store), emptier)).toBe(true);
  expect(await saveBucket(world.store, asRead, taken)).toBe(false);
  expect((await readBucket(world.store)).bucket).toEqual(emptier);
});

test('a bucket of another form gives way to one of ours', async () => {
  const odd = { TableName: world.store.tables.control, Item: toItem({ name: 'sms', tokens: 'many' }) };
  await world.store.client.send(new PutItemCommand(odd));
  const asRead = await readBucket(world.store);
  expect(asRead.bucket).toBeUndefined();
  expect(await saveBucket(world.store, asRead, full)).toBe(true);
  expect((await readBucket(world.store)).bucket).toEqual(full);
});
