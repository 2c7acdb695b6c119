import { expect, test } from '@jest/globals';
import { levelsWithTurns, type TakeOverUntil, takeOverEnd } from '../../../../lib/domain/oncall/take-over.ts';
import { teamWith } from './team.ts';

const endOf = (level: number, until: TakeOverUntil, now: string): string | undefined => {
  const end = takeOverEnd(teamWith(), level, until, Date.parse(now));
  return end === undefined ? undefined : new Date(end).toISOString().slice(0, 16);
};

test('levels at which people take turns can be taken over', () => {
  const { duties } = teamWith();
  expect(levelsWithTurns({ duties })).toEqual([1]);
  expect(levelsWithTurns({ duties: duties.toReversed() })).toEqual([2]);
  expect(levelsWithTurns({ duties: [...duties, ...duties] })).toEqual([1, 3]);
});

test.each([
  ['2h', '2026-12-01T12:00:00Z', '2026-12-01T14:00'],
  ['turn', '2026-12-01T12:00:00Z', '2026-12-06T06:00'],
  ['turn', '2026-12-06T06:00:00Z', '2026-12-13T06:00'],
  ['morning', '2026-12-01T12:00:00Z', '2026-12-02T06:00'], // in the afternoon: tomorrow, 09:00 in Riyadh
  ['morning', '2026-12-01T22:30:00Z', '2026-12-02T06:00'], // past midnight in Riyadh: the same day
  ['morning', '2026-12-02T05:59:59Z', '2026-12-02T06:00'],
  ['morning', '2026-12-02T06:00:00Z', '2026-12-03T06:00'],
] as const)('a take-over until %s that begins at %s ends at %s', (until, now, end) => {
  expect(endOf(1, until, now)).toBe(end);
});

test('a level without turns, or one that is not there, cannot be taken over', () => {
  for (const until of ['2h', 'morning', 'turn'] as const) {
    expect(endOf(2, until, '2026-12-01T12:00:00Z')).toBeUndefined();
    expect(endOf(3, until, '2026-12-01T12:00:00Z')).toBeUndefined();
  }
});
