import { expect, test } from '@jest/globals';
import { AGAIN, attempt, attemptOrThrow } from '../../../../lib/use-cases/runtime/attempts.ts';
import { ContentionError } from '../../../../lib/use-cases/runtime/errors.ts';

const waiting = () => {
  const waited: number[] = [];
  return { waited, sleep: async (ms: number) => void waited.push(ms) };
};

test('what succeeds is not made again, and nobody waits', async () => {
  const run = waiting();
  expect(await attempt(run, 3, async (before) => `after ${before}`)).toBe('after 0');
  expect(run.waited).toEqual([]);
});

test('nothing, and false, are answers', async () => {
  expect(await attempt(waiting(), 3, async () => undefined)).toBeUndefined();
  expect(await attempt(waiting(), 3, async () => false)).toBe(false);
});

test('waits between attempts, longer with each and at most 1.6 s, and not after the last', async () => {
  const run = waiting();
  const made: number[] = [];
  const answer = await attempt(run, 9, async (before) => {
    made.push(before);
    return AGAIN;
  });
  expect(answer).toBe(AGAIN);
  expect(made).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(run.waited).toHaveLength(8);
  for (const [index, ms] of run.waited.entries())
    expect(ms).toBeLessThanOrEqual(50 * 2 ** Math.min(index, 5));
});

test('what never succeeds is said with its name and how often it was tried', async () => {
  const trying = attemptOrThrow(waiting(), 3, 'k3m9-1: closing', async () => AGAIN);
  await expect(trying).rejects.toThrow(new ContentionError('k3m9-1: closing: 3 attempts were in vain'));
});

test('an error is nobody in the way: it is thrown at once', async () => {
  const run = waiting();
  await expect(attempt(run, 3, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(run.waited).toEqual([]);
});
