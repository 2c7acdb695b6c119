import { expect, test } from '@jest/globals';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import type { Cover } from '../../../../lib/domain/oncall/cover.ts';
import { canChange, changesBetween, coverBehind } from '../../../../lib/domain/oncall/roster.ts';

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

test('the cover that is named is that of the person or the level, and not another by the same person', () => {
  const covers = [
    cover({ person: 'sara' }, 'of Sara'),
    cover({ person: 'huda' }, 'of Huda'),
    cover({ level: 3 }, 'of level 3'),
    cover({ level: 1 }, 'over', { to: new Date(NOW - 10).toISOString() }),
  ];
  const behind = (level: number, instead: string) =>
    coverBehind({ covers }, { level, person: 'omar', instead }, NOW)?.id;
  expect(behind(1, 'sara')).toBe('of Sara');
  expect(behind(2, 'huda')).toBe('of Huda');
  expect(behind(3, 'ali')).toBe('of level 3');
  expect(coverBehind({ covers }, { level: 1, person: 'badr', instead: 'sara' }, NOW)).toBeUndefined();
});
