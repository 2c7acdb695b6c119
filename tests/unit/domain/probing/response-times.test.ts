import { expect, test } from '@jest/globals';
import type { Day } from '../../../../lib/domain/probing/daily-stats.ts';
import { responseRuns } from '../../../../lib/domain/probing/response-times.ts';

const day = (name: string, up: number, upMsTotal: number): Day => ({
  day: name,
  up,
  upMsTotal,
  down: 0,
  unknown: 0,
  notifications: 0,
});

test('days without an answer break the line; order of reading does not matter', () => {
  const runs = responseRuns([
    day('2026-11-05', 10, 900),
    day('2026-11-03', 0, 0),
    day('2026-11-02', 2, 500),
    day('2026-11-01', 4, 400),
  ]);
  expect(runs.map((run) => run.map((time) => [time.day, time.ms]))).toEqual([
    [
      ['2026-11-01', 100],
      ['2026-11-02', 250],
    ],
    [['2026-11-05', 90]],
  ]);
  expect(runs[0]?.[0]?.at).toBe(Date.parse('2026-11-01T12:00:00.000Z'));
});
