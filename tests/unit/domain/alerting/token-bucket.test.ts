import { expect, test } from '@jest/globals';
import { type Bucket, CAPACITY, REFILL_MS, take } from '../../../../lib/domain/alerting/token-bucket.ts';

const start = Date.parse('2026-11-23T03:00:00.000Z');
const after = (ms: number) => new Date(start + ms);
const drain = (): Bucket | undefined => {
  let bucket: Bucket | undefined;
  for (let taken = 0; taken < CAPACITY; taken++) bucket = take(bucket, after(0));
  return bucket;
};

test('it gives five at once and then no more', () => {
  expect(drain()).toMatchObject({ tokens: 0 });
  expect(take(drain(), after(0))).toBeUndefined();
});
test('it gives one more after three minutes, and not a millisecond before', () => {
  expect(take(drain(), after(REFILL_MS - 1))).toBeUndefined();
  expect(take(drain(), after(REFILL_MS))).toEqual({ tokens: 0, at: after(REFILL_MS).toISOString() });
});
test('it never holds more than five', () => {
  expect(take(drain(), after(100 * REFILL_MS))).toMatchObject({ tokens: CAPACITY - 1 });
});
test('a clock set back refills nothing', () => {
  expect(take(drain(), after(-100 * REFILL_MS))).toBeUndefined();
});
