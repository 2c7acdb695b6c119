import { describe, expect, test } from '@jest/globals';
import {
  detectRecovery,
  lastFailureMs,
  recoveryThresholds,
} from '../../../../lib/domain/incidents/auto-resolve.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import type { ProbeResult } from '../../../../lib/domain/probing/probe-result.ts';
import { at, opened } from '../../examples.ts';

const MINUTE_MS = 60_000;
const THRESHOLDS = { quietMs: 5 * MINUTE_MS, apartMs: MINUTE_MS };

const iso = (time: string): string => at(time).toISOString();
const good = (time: string, cause?: ProbeResult['cause']): ProbeResult => ({
  at: iso(time),
  ms: 90,
  kind: 'up',
  ...(cause && { cause }),
});
const failed = (time: string): ProbeResult => ({ at: iso(time), ms: 90, kind: 'down', cause: 'unavailable' });

/** Opened at 03:00 by Flavours, and seen to fail by a probe of ours at 03:01. */
const outage = (over: Partial<Incident> = {}): Incident => ({
  ...opened(),
  probeFailedAt: iso('03:01:00.000'),
  ...over,
});
const lossWindow = (history: ProbeResult[], over: Partial<Incident> = {}, now = '03:30:00.000') =>
  detectRecovery(outage(over), history, THRESHOLDS, at(now));
const TWO_GOOD = [good('03:02:00.000'), good('03:03:00.000')];

describe('probes close an incident', () => {
  test('after two good ones a minute apart, and five minutes after the last failure', () => {
    expect(lossWindow(TWO_GOOD, {}, '03:05:59.999')).toBeUndefined();
    expect(lossWindow(TWO_GOOD, {}, '03:06:00.000')).toBeDefined();
    expect(lossWindow([good('03:02:00.000'), good('03:02:59.999')])).toBeUndefined();
    expect(lossWindow([good('03:02:00.000'), good('03:02:30.000'), good('03:03:00.000')])).toBeDefined();
    expect(lossWindow([good('03:02:00.000')])).toBeUndefined();
    expect(lossWindow([])).toBeUndefined();
  });

  test('only if one of them had failed: else Flavours alone may be kept out', () => {
    expect(lossWindow(TWO_GOOD, { probeFailedAt: undefined })).toBeUndefined();
  });

  test('only by what was looked at after the last notification', () => {
    const lastAt = iso('03:02:00.000');
    expect(lossWindow(TWO_GOOD, { lastAt })).toBeUndefined();
    expect(lossWindow([...TWO_GOOD, good('03:04:00.000')], { lastAt })).toBeDefined();
  });

  test('only by what was looked at after the last failed probe, whoever remembers it', () => {
    const early = [good('03:02:00.000'), good('03:03:00.000'), failed('03:04:00.000')];
    expect(lossWindow(early)).toBeUndefined();
    expect(lossWindow(TWO_GOOD, { probeFailedAt: iso('03:04:00.000') })).toBeUndefined();
    const later = [...early, good('03:05:00.000'), good('03:06:00.000')];
    expect(lossWindow(later, {}, '03:08:59.999')).toBeUndefined();
    expect(lossWindow(later, {}, '03:09:00.000')).toMatchObject({ to: iso('03:05:00.000') });
  });

  test('not by answers with the very fault that Flavours reported, nor by looks that prove nothing', () => {
    const missing = { cause: 'missing' } as const;
    const answers = (cause: ProbeResult['cause']) => [
      good('03:02:00.000', cause),
      good('03:03:00.000', cause),
    ];
    expect(lossWindow(answers('missing'), missing)).toBeUndefined();
    expect(lossWindow(answers('method'), missing)).toBeDefined();
    expect(lossWindow(TWO_GOOD.map((result) => ({ ...result, kind: 'unknown' })))).toBeUndefined();
  });
});

describe('the window to fetch again begins', () => {
  const from = (history: ProbeResult[], over: Partial<Incident> = {}) => {
    const found = lossWindow([...history, ...TWO_GOOD], over);
    return [found?.from, found?.fromReason];
  };
  const BEFORE = [iso('02:58:00.000'), 'before-first-notification'];

  test('two minutes before the first notification: three tries lie before it', () => {
    expect(from([])).toEqual(BEFORE);
    expect(from([failed('02:30:00.000')])).toEqual(BEFORE);
    expect(from([{ ...failed('02:30:00.000'), cause: 'dns' }])).toEqual(BEFORE);
    expect(from([good('02:30:00.000', 'unavailable')])).toEqual(BEFORE);
  });

  test('with the last good probe, where that was still earlier', () => {
    expect(from([good('02:58:00.001')])).toEqual(BEFORE);
    expect(from([good('02:58:00.000')])).toEqual([iso('02:58:00.000'), 'last-good-probe']);
    expect(from([good('02:40:00.000'), good('02:57:00.000')])).toEqual([
      iso('02:57:00.000'),
      'last-good-probe',
    ]);
    expect(from([good('02:57:00.000'), good('03:00:00.000')])).toEqual([
      iso('02:57:00.000'),
      'last-good-probe',
    ]);
  });

  test('with no good probe that is more than a day older than the opening', () => {
    const dayBefore = (time: string): ProbeResult => ({ ...good(time), at: `2026-11-22T${time}Z` });
    expect(from([dayBefore('03:00:00.000')])).toEqual(['2026-11-22T03:00:00.000Z', 'last-good-probe']);
    expect(from([dayBefore('02:59:59.999')])).toEqual(BEFORE);
  });

  test('with our first failed probe, where Flavours never spoke', () => {
    const unheard = { count: 0, openedAt: iso('03:00:00.000') };
    const first = [iso('02:59:00.000'), 'first-failed-probe'];
    expect(from([failed('02:59:00.000'), failed('03:00:00.000')], unheard)).toEqual(first);
    expect(from([failed('03:01:00.000')], unheard)).toEqual([iso('03:00:00.000'), 'first-failed-probe']);
    expect(from([{ ...good('02:30:00.000'), kind: 'unknown' }, failed('02:59:00.000')], unheard)).toEqual(
      first,
    );
    expect(from([], unheard)).toEqual([iso('03:00:00.000'), 'first-failed-probe']);
    expect(from([good('02:58:30.000'), failed('02:59:00.000')], unheard)).toEqual([
      iso('02:58:30.000'),
      'last-good-probe',
    ]);
  });
});

describe('the window to fetch again ends', () => {
  const to = (history: ProbeResult[], over: Partial<Incident> = {}) => {
    const found = lossWindow(history, over);
    return [found?.to, found?.toReason];
  };

  test('with the first good probe after the last failed one', () => {
    expect(to(TWO_GOOD)).toEqual([iso('03:02:00.000'), 'first-good-probe']);
    expect(to([good('03:00:30.000'), ...TWO_GOOD])).toEqual([iso('03:02:00.000'), 'first-good-probe']);
  });

  test('with the last notification, where that came after it', () => {
    const results = [...TWO_GOOD, good('03:12:00.000'), good('03:13:00.000')];
    const lastAt = iso('03:10:00.000');
    expect(to(results, { lastAt })).toEqual([lastAt, 'last-notification']);
    const same = iso('03:02:00.000');
    expect(to([...results], { lastAt: same })).toEqual([same, 'first-good-probe']);
    // A notification that was never counted cannot have been the last.
    expect(to(results, { lastAt, count: 0 })).toEqual([same, 'first-good-probe']);
  });
});

test('what speaks against an endpoint last is a notification or a failed probe', () => {
  const facts = { count: 1, openedAt: iso('03:00:00.000'), lastAt: iso('03:10:00.000') };
  expect(lastFailureMs(facts)).toBe(at('03:10:00.000').getTime());
  expect(lastFailureMs({ ...facts, count: 0 })).toBe(at('03:00:00.000').getTime());
  expect(lastFailureMs({ ...facts, probeFailedAt: iso('03:05:00.000') })).toBe(at('03:10:00.000').getTime());
  expect(lastFailureMs({ ...facts, probeFailedAt: iso('03:15:00.000') })).toBe(at('03:15:00.000').getTime());
});

describe('patience', () => {
  const other = (number: number, time: string): Incident => ({ ...opened(), number, openedAt: iso(time) });
  const quietMinutes = (others: Incident[], pace?: number) =>
    recoveryThresholds(other(9, '03:00:00.000'), others, at('04:00:00.000'), pace).quietMs / MINUTE_MS;

  test('is five minutes, doubled for each other incident of the last two hours', () => {
    expect(quietMinutes([])).toBe(5);
    expect(quietMinutes([other(9, '03:00:00.000')])).toBe(5);
    expect(quietMinutes([other(8, '02:00:00.000')])).toBe(10);
    expect(quietMinutes([other(8, '01:59:59.999')])).toBe(5);
    expect(quietMinutes([other(8, '02:40:00.000'), other(7, '02:20:00.000')])).toBe(20);
  });

  test('is an hour at most', () => {
    expect(quietMinutes([1, 2, 3].map((number) => other(number, '03:00:00.000')))).toBe(40);
    expect(quietMinutes([1, 2, 3, 4].map((number) => other(number, '03:00:00.000')))).toBe(60);
  });

  test('has a pace, for demos', () => {
    expect(quietMinutes([], 0.1)).toBe(0.5);
    expect(recoveryThresholds(opened(), [], at('04:00:00.000'))).toEqual(THRESHOLDS);
    expect(recoveryThresholds(opened(), [], at('04:00:00.000'), 0.1).apartMs).toBe(6_000);
  });
});
