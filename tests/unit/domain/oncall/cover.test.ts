import { expect, test } from '@jest/globals';
import { holdsAt, isSameCovered, periodOfCover } from '../../../../lib/domain/oncall/cover.ts';
import { coverOf } from './team.ts';

test.each([
  [{ person: 'sara' }, { person: 'sara' }, true],
  [{ person: 'sara' }, { person: 'omar' }, false],
  [{ level: 1 }, { level: 1 }, true],
  [{ level: 1 }, { level: 2 }, false],
  [{ level: 1 }, { person: 'sara' }, false],
  [{ person: 'sara' }, { level: 1 }, false],
])('%j and %j are the same: %s', (one, other, expected) => {
  expect(isSameCovered(one, other)).toBe(expected);
});

test.each([
  [undefined, '2026-12-02T00:00:00.000Z'],
  ['2026-12-01T06:00:00.000Z', '2026-12-01T06:00:00.000Z'],
  ['2026-12-05T00:00:00.000Z', '2026-12-02T00:00:00.000Z'],
])('one that was ended at %s holds until just before %s', (endedAt, end) => {
  const cover = coverOf(endedAt === undefined ? {} : { endedAt });
  const [from, to] = [Date.parse(cover.from), Date.parse(end)];
  expect(periodOfCover(cover)).toEqual({ from, to });
  expect([from - 1, from, to - 1, to].map((at) => holdsAt(cover, at))).toEqual([false, true, true, false]);
});
