import { expect, test } from '@jest/globals';
import { periodOf } from '../../../lib/console/search/period.ts';

const NOW = Date.parse('2026-11-26T12:00:00Z');

test.each([
  [{}, undefined],
  [{ month: '2026-02' }, ['2026-02']],
  [{ from: '2026-01', to: '2026-03' }, ['2026-03', '2026-02', '2026-01']],
  [{ from: '2026-10' }, ['2026-11', '2026-10']],
  // The twelve months up to it, but none before the first that can be asked for.
  [{ to: '2000-02' }, ['2000-02', '2000-01']],
])('%j names its months, the latest first', (query, months) => {
  expect(periodOf(query, NOW)).toEqual({ months });
});

test('alone, `to` names a year', () => {
  const period = periodOf({ to: '2026-03' }, NOW);
  expect('months' in period && period.months).toHaveLength(12);
});

test.each([
  [{ from: '2026-03', to: '2026-02' }, 'from: expected 2026-02 or an earlier month, as to is 2026-02'],
  [{ from: '2024-11' }, 'from: expected 2024-12 or later: at most 24 months at once'],
  [{ month: '2026-02', to: '2026-03' }, 'month: one month; with from and to name several instead'],
])('%j is a problem', (query, problem) => {
  expect(periodOf(query, NOW)).toEqual({ problem });
});
