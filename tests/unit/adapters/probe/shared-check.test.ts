import { expect, test } from '@jest/globals';
import type { OwnSide } from '../../../../lib/adapters/probe/network-reference.ts';
import { sharedCheck } from '../../../../lib/adapters/probe/shared-check.ts';

const signal = new AbortController().signal;
/** A check that finds our side up the first time, and then down. */
const counted = () => {
  const asked: OwnSide[] = [];
  const signals: AbortSignal[] = [];
  let nowMs = 0;
  const check = sharedCheck(
    async (side, given) => {
      asked.push(side);
      signals.push(given);
      return asked.length === 1;
    },
    () => nowMs,
  );
  return {
    asked,
    signals,
    check,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
};

test('a hundred probes that ask within a second share one answer, and none after it', async () => {
  const { asked, check, pass } = counted();
  const answers = await Promise.all(Array.from({ length: 100 }, () => check('tcp', signal)));
  expect(new Set(answers)).toEqual(new Set([true]));
  pass(999);
  expect(await check('tcp', signal)).toBe(true);
  expect(asked).toEqual(['tcp']);
  pass(1);
  expect(await check('tcp', signal)).toBe(false);
  expect(asked).toEqual(['tcp', 'tcp']);
});

test('our DNS, IPv4 and IPv6 are asked apart', async () => {
  const { asked, check } = counted();
  await Promise.all([check('dns', signal), check('tcp', signal), check('tcp6', signal)]);
  expect(asked).toEqual(['dns', 'tcp', 'tcp6']);
});

test('a probe that is over takes the answer from no other', async () => {
  const { signals, check } = counted();
  const over = new AbortController();
  const answer = check('tcp', over.signal);
  over.abort();
  expect(signals[0]?.aborted).toBe(false);
  expect(await answer).toBe(true);
});
