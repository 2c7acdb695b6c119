import { expect, test } from '@jest/globals';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import type { Cover } from '../../../../lib/domain/oncall/cover.ts';
import { canChange, changesBetween, rosterAt } from '../../../../lib/domain/oncall/roster.ts';
import { coverOf, teamWith } from './team.ts';

test('the same people in another order are no change; a level that is gone lets its people go', () => {
  expect(changesBetween([['sara', 'omar']], [['omar', 'sara']])).toEqual([]);
  expect(changesBetween([['sara'], ['huda']], [['omar']])).toEqual([
    { level: 1, came: ['omar'], went: ['sara'] },
    { level: 2, came: [], went: ['huda'] },
  ]);
  expect(changesBetween([], [['omar']])).toEqual([{ level: 1, came: ['omar'], went: [] }]);
});

test('there is nothing to watch where nobody takes turns and nobody stands in', () => {
  const always = RuntimeOncallConfig.parse({ duties: [{ people: ['huda'] }] });
  expect(canChange(always)).toBe(false);
  expect(canChange(RuntimeOncallConfig.parse({}))).toBe(false);
  expect(canChange(teamWith())).toBe(true);
  expect(canChange({ ...always, covers: [cover({ person: 'huda' }, '1')] })).toBe(true);
});

const NOW = Date.parse('2026-11-23T08:00:00.000Z');
const cover = (covered: Cover['covered'], id: string, over: Partial<Cover> = {}): Cover => ({
  id,
  covered,
  by: 'omar',
  from: new Date(NOW - 1000).toISOString(),
  to: new Date(NOW + 1000).toISOString(),
  reason: id,
  createdBy: 'Sara',
  createdAt: new Date(NOW - 1000).toISOString(),
  ...over,
});

test('a roster has who is on duty at each level, by turn and by cover', () => {
  const tuesday = Date.parse('2026-12-01T12:00:00.000Z');
  expect(rosterAt(teamWith(), tuesday)).toEqual([['sara'], ['huda']]);
  expect(rosterAt(teamWith(coverOf()), tuesday)).toEqual([['omar'], ['huda']]);
});
