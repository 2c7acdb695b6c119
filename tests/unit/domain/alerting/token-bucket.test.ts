import { expect, test } from '@jest/globals';
import {
  CAPACITY,
  REFILL_MS,
  type TokenBucket,
  takeToken,
} from '../../../../lib/domain/alerting/token-bucket.ts';

const start = Date.parse('2026-11-23T03:00:00.000Z');
const after = (ms: number) => new Date(start + ms);
const drain = (): TokenBucket | undefined => {
  let bucket: TokenBucket | undefined;
  for (let taken = 0; taken < CAPACITY; taken++) bucket = takeToken(bucket, after(0));
  return bucket;
};

test('it gives five at once and then no more', () => {
  expect(drain()).toMatchObject({ tokens: 0 });
  expect(takeToken(drain(), after(0))).toBeUndefined();
});
test('it gives one more after three minutes, and not a millisecond before', () => {
  expect(takeToken(drain(), after(REFILL_MS - 1))).toBeUndefined();
  expect(takeToken(drain(), after(REFILL_MS))).toEqual({ tokens: 0, at: after(REFILL_MS).toISOString() });
});
test('it never holds more than five', () => {
  expect(takeToken(drain(), after(100 * REFILL_MS))).toMatchObject({ tokens: CAPACITY - 1 });
});
test('a clock set back refills nothing', () => {
  expect(takeToken(drain(), after(-100 * REFILL_MS))).toBeUndefined();
});
