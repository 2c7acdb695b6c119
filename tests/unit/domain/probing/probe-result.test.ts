import { describe, expect, test } from '@jest/globals';
import type { Probe } from '../../../../lib/domain/probing/probe.ts';
import { appendResult, ProbeResult, resultOf } from '../../../../lib/domain/probing/probe-result.ts';
import { probed } from '../../messages/fixtures.ts';

const without = (outcome: Probe['outcome']): Probe => probed(0, { outcome, answer: undefined });

describe('what a look is', () => {
  const kindAndCause = (probe: Probe, expected?: number) => {
    const { at, ms, ...rest } = resultOf(probe, expected);
    expect([at, ms]).toEqual([probe.at, probe.ms]);
    return rest;
  };

  test('any answer below 500 proves the server; a fault is kept beside it', () => {
    expect(kindAndCause(probed(200))).toEqual({ kind: 'up' });
    expect(kindAndCause(probed(404))).toEqual({ kind: 'up', cause: 'missing' });
    expect(kindAndCause(probed(503))).toEqual({ kind: 'down', cause: 'unavailable', status: 503 });
  });

  test('what came to no answer has failed; what was not tested or not looked at proves nothing', () => {
    expect(
      kindAndCause(without({ kind: 'failed', stage: 'tcp', reason: 'refused', code: 'ECONNREFUSED' })),
    ).toEqual({ kind: 'down', cause: 'connection' });
    expect(kindAndCause(without({ kind: 'untested', stage: 'dns', code: 'ETIMEOUT' }))).toEqual({
      kind: 'unknown',
    });
    expect(kindAndCause(without({ kind: 'refused', why: 'address' }))).toEqual({ kind: 'unknown' });
  });

  test('where a status is expected, no other one will do', () => {
    expect(kindAndCause(probed(404), 404)).toEqual({ kind: 'up' });
    expect(kindAndCause(probed(200), 404)).toEqual({ kind: 'down', cause: 'unknown' });
    expect(kindAndCause(probed(401), 404)).toEqual({ kind: 'down', cause: 'unauthorized' });
    expect(kindAndCause(probed(503), 404)).toEqual({ kind: 'down', cause: 'unavailable', status: 503 });
    expect(kindAndCause(probed(500), 500)).toEqual({ kind: 'up', cause: 'crashed', status: 500 });
    expect(kindAndCause(probed(500), 503)).toEqual({ kind: 'down', cause: 'crashed', status: 500 });
    expect(kindAndCause(without({ kind: 'refused', why: 'address' }), 404)).toEqual({ kind: 'unknown' });
  });

  test('of a kind or a cause that another version knew, only that it was', () => {
    const result = { at: '2026-11-23T03:00:00.000Z', ms: 1, kind: 'guessed', cause: 'gremlins' };
    expect(ProbeResult.parse(result)).toEqual({ at: result.at, ms: 1, kind: 'unknown' });
  });
});

describe('what is remembered', () => {
  const result = (
    minute: number,
    kind: ProbeResult['kind'] = 'up',
    cause?: ProbeResult['cause'],
  ): ProbeResult => ({
    at: new Date(Date.UTC(2026, 10, 23, 3, minute)).toISOString(),
    ms: 90,
    kind,
    ...(cause && { cause }),
  });
  const minutesOf = (results: readonly ProbeResult[]) =>
    results.map(({ at }) => new Date(at).getUTCMinutes());
  const seenAll = (results: readonly ProbeResult[]) => results.reduce<ProbeResult[]>(appendResult, []);

  test('is in the order of the start, however late one comes in', () => {
    expect(minutesOf(seenAll([result(3), result(1), result(2)]))).toEqual([1, 2, 3]);
  });

  test('is each look once: the same again replaces it', () => {
    expect(appendResult([result(1), result(2)], result(1, 'down'))).toEqual([result(1, 'down'), result(2)]);
  });

  test('is the last five, and of a long run before them the two ends', () => {
    const run = Array.from({ length: 12 }, (_, minute) => result(minute));
    expect(minutesOf(seenAll(run))).toEqual([0, 7, 8, 9, 10, 11]);
    const turned = [...run, ...Array.from({ length: 8 }, (_, index) => result(12 + index, 'down', 'dns'))];
    expect(minutesOf(seenAll(turned))).toEqual([0, 11, 12, 15, 16, 17, 18, 19]);
  });

  test('tells runs apart by their cause too', () => {
    const causes = ['dns', 'dns', 'dns', 'reset', 'reset', 'reset'] as const;
    const results = [
      ...causes.map((cause, minute) => result(minute, 'down', cause)),
      ...[6, 7, 8, 9, 10].map((minute) => result(minute)),
    ];
    expect(minutesOf(seenAll(results))).toEqual([0, 2, 3, 5, 6, 7, 8, 9, 10]);
  });

  test('is forty at most: of a flapping endpoint the oldest are forgotten', () => {
    const flapping = Array.from({ length: 50 }, (_, minute) => result(minute, minute % 2 ? 'up' : 'down'));
    expect(minutesOf(seenAll(flapping))).toEqual(Array.from({ length: 40 }, (_, index) => index + 10));
  });
});
