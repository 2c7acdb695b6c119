import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { ThrottledException } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readBucket, saveBucket } from '../../lib/adapters/store/publisher.ts';
import { CAPACITY } from '../../lib/bucket.ts';
import { withSmsAllowance } from '../../lib/flow/sms-allowance.ts';
import { startWorld, type World } from '../flow/world.ts';

const now = new Date('2026-03-01T08:00:00Z');
const metadata = { $metadata: { httpStatusCode: 400 }, message: 'slow down' };

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());
beforeEach(() => saveBucket(world.store, { tokens: CAPACITY, at: now.toISOString() }));

const tokensAfter = async (error: Error): Promise<number | undefined> => {
  const work = { ...world.work, now: () => now };
  await expect(withSmsAllowance(work, () => Promise.reject(error))).rejects.toBe(error);
  return (await readBucket(world.store))?.tokens;
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
