import { describe, expect, test } from '@jest/globals';
import {
  endsNormal,
  learnNormal,
  NormalStatus,
  withNormal,
} from '../../../../lib/domain/probing/normal-status.ts';
import type { ProbeResult } from '../../../../lib/domain/probing/probe-result.ts';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-23T00:00:00.000Z');
const at = (minute: number): string => new Date(START + minute * MINUTE_MS).toISOString();
const result = (minute: number, status = 503, kind: ProbeResult['kind'] = 'down'): ProbeResult => ({
  at: at(minute),
  ms: 90,
  kind,
  status,
});
const run = (from: number, to: number, status = 503): ProbeResult[] =>
  [from, to - 4, to - 3, to - 2, to - 1, to].map((minute) => result(minute, status));
const learn = (history: ProbeResult[], known: Parameters<typeof learnNormal>[1] = {}) =>
  learnNormal(history, known, new Date(START + 1_000 * MINUTE_MS))?.status;

describe('what an endpoint always answers is learned', () => {
  test('from the same error for six hours', () => {
    expect(learn(run(0, 360))).toBe(503);
    expect(learn(run(0, 359))).toBeUndefined();
    expect(learnNormal(run(0, 360), {}, new Date(START + 360 * MINUTE_MS))).toEqual({
      status: 503,
      learnedFrom: 'probes',
      at: at(360),
    });
  });

  test('from five looks at least, the last of them late enough, and of errors alone', () => {
    expect(learn([result(0), result(359), result(360)])).toBeUndefined();
    expect(learn([])).toBeUndefined();
    expect(learn(run(0, 360, 404))).toBeUndefined();
    expect(learn([...run(0, 360), { at: at(361), ms: 1, kind: 'down', cause: 'dns' }])).toBeUndefined();
  });

  test('from one status: another one begins the six hours anew', () => {
    expect(learn([...run(0, 300), result(301, 500), ...run(302, 600)])).toBeUndefined();
    expect(learn([...run(0, 300), result(301, 500), ...run(302, 662)])).toBe(503);
  });

  test('never where it answered otherwise before: what began at a known time is an outage', () => {
    const { status: _, ...good } = result(0, 200, 'up');
    expect(learn([good, ...run(1, 900)])).toBeUndefined();
    expect(learn([{ at: at(0), ms: 1, kind: 'unknown' }, ...run(1, 900)])).toBe(503);
  });

  test('only from the time in which nothing was reported', () => {
    expect(learn(run(0, 400), { lastReportedAt: at(41) })).toBeUndefined();
    expect(learn(run(0, 400), { lastReportedAt: at(40) })).toBe(503);
  });

  test('not from what a person took back', () => {
    expect(learn(run(0, 400), { forgottenAt: at(0) })).toBeUndefined();
    expect(learn(run(1, 400), { forgottenAt: at(0) })).toBe(503);
  });
});

test('what was learned is read back into the looks; other failures stay', () => {
  const others: ProbeResult[] = [result(1, 500), { at: at(2), ms: 1, kind: 'down', cause: 'dns' }];
  expect(withNormal([result(0), ...others], 503)).toEqual([result(0, 503, 'up'), ...others]);
});

test('it ends with an answer that is no error; another error is told, and a failure is no answer', () => {
  const normal = NormalStatus.parse({ status: 503, learnedFrom: 'person', actor: 'Noura', at: at(0) });
  expect([200, 404, 503, 500, undefined].map((status) => endsNormal(normal, status))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

describe('what an endpoint always answers', () => {
  const unknown = (minute: number): ProbeResult => ({ at: at(minute), ms: 1, kind: 'unknown' });

  test('is learned past looks that proved nothing, and not from them', () => {
    expect(learn([...run(0, 360), unknown(361)])).toBe(503);
    expect(learn([...run(0, 180), unknown(181), ...run(182, 362)])).toBe(503);
    expect(learn([result(0), unknown(1), unknown(2), result(359), result(360)])).toBeUndefined();
  });

  test('is what it answered last, whatever error it was before', () => {
    expect(learn([result(0, 500), result(1, 500), ...run(2, 362)])).toBe(503);
  });

  test('may be any server error, but no failure without an answer', () => {
    expect(learn(run(0, 360, 499))).toBeUndefined();
    expect(learn(run(0, 360, 500))).toBe(500);
    const failures = run(0, 360).map(
      ({ status: _, ...failure }): ProbeResult => ({ ...failure, cause: 'dns' }),
    );
    expect(learnNormal(failures, {}, new Date(START + 1_000 * MINUTE_MS))).toBeUndefined();
  });

  test('takes five looks, no fewer', () => {
    expect(learn([0, 90, 180, 270, 360].map((minute) => result(minute)))).toBe(503);
    expect(learn([0, 90, 180, 360].map((minute) => result(minute)))).toBeUndefined();
  });

  test('is not learned after a good look, however long ago, nor where the same error once counted as good', () => {
    const { status: _, ...good } = result(1, 200, 'up');
    expect(learn([result(0, 500), good, ...run(2, 900)])).toBeUndefined();
    expect(learn([good, result(2, 500), result(3, 500), ...run(4, 900)])).toBeUndefined();
    expect(learn([result(0, 503, 'up'), ...run(1, 900)])).toBeUndefined();
  });
});

test('a look that proved nothing proves no more once a status is normal', () => {
  expect(withNormal([result(0, 503, 'unknown')], 503)).toEqual([result(0, 503, 'unknown')]);
});

test('a normal status that is no server error does not end itself', () => {
  const normal = NormalStatus.parse({ status: 405, learnedFrom: 'oncall', at: at(0) });
  expect([405, 404, 499, 500, 503, undefined].map((status) => endsNormal(normal, status))).toEqual([
    false,
    true,
    true,
    false,
    false,
    false,
  ]);
});
