import { describe, expect, test } from '@jest/globals';
import {
  endsNormal,
  learnNormal,
  NormalStatus,
  withNormal,
} from '../../../../lib/domain/probing/normal-status.ts';
import type { Look } from '../../../../lib/domain/probing/probe-result.ts';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-23T00:00:00.000Z');
const at = (minute: number): string => new Date(START + minute * MINUTE_MS).toISOString();
const look = (minute: number, status = 503, kind: Look['kind'] = 'failed'): Look => ({
  at: at(minute),
  ms: 90,
  kind,
  status,
});
const run = (from: number, to: number, status = 503): Look[] =>
  [from, to - 4, to - 3, to - 2, to - 1, to].map((minute) => look(minute, status));
const learn = (history: Look[], known: Parameters<typeof learnNormal>[1] = {}) =>
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
    expect(learn([look(0), look(359), look(360)])).toBeUndefined();
    expect(learn([])).toBeUndefined();
    expect(learn(run(0, 360, 404))).toBeUndefined();
    expect(learn([...run(0, 360), { at: at(361), ms: 1, kind: 'failed', cause: 'dns' }])).toBeUndefined();
  });

  test('from one status: another one begins the six hours anew', () => {
    expect(learn([...run(0, 300), look(301, 500), ...run(302, 600)])).toBeUndefined();
    expect(learn([...run(0, 300), look(301, 500), ...run(302, 662)])).toBe(503);
  });

  test('never where it answered otherwise before: what began at a known time is an outage', () => {
    const { status: _, ...good } = look(0, 200, 'server');
    expect(learn([good, ...run(1, 900)])).toBeUndefined();
    expect(learn([{ at: at(0), ms: 1, kind: 'neutral' }, ...run(1, 900)])).toBe(503);
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
  const others: Look[] = [look(1, 500), { at: at(2), ms: 1, kind: 'failed', cause: 'dns' }];
  expect(withNormal([look(0), ...others], 503)).toEqual([look(0, 503, 'server'), ...others]);
});

test('it ends with an answer that is no error; another error is told, and a failure is no answer', () => {
  const normal = NormalStatus.parse({ status: 503, learnedFrom: 'person', by: 'Noura', at: at(0) });
  expect([200, 404, 503, 500, undefined].map((status) => endsNormal(normal, status))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
