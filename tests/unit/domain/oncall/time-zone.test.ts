import { expect, test } from '@jest/globals';
import { formatByZone } from '../../../../lib/domain/oncall/time-format.ts';
import { instantOf, wallAt } from '../../../../lib/domain/oncall/time-zone.ts';

const ms = (time: string): number => Date.parse(time);
const instant = (wall: string, timeZone: string): string =>
  new Date(instantOf(ms(`${wall}Z`), timeZone)).toISOString();

test('clocks on the wall show the time of their zone', () => {
  const at = ms('2026-11-23T22:30:15.000Z');
  expect(new Date(wallAt(at, 'Asia/Riyadh')).toISOString()).toBe('2026-11-24T01:30:15.000Z');
  expect(new Date(wallAt(at, 'America/St_Johns')).toISOString()).toBe('2026-11-23T19:00:15.000Z');
});

test.each([
  ['before clocks go forward', '2026-03-29T01:30:00', '2026-03-29T00:30:00.000Z'],
  ['after it', '2026-03-29T03:30:00', '2026-03-29T01:30:00.000Z'],
  ['before clocks go back', '2026-10-25T01:30:00', '2026-10-24T23:30:00.000Z'],
  ['after it', '2026-10-25T03:30:00', '2026-10-25T02:30:00.000Z'],
])('a time on the wall of Berlin %s is one instant: %s', (_, wall, expected) => {
  expect(instant(wall, 'Europe/Berlin')).toBe(expected);
});

test('a part of a second is no part of the offset', () => {
  expect(instant('2026-11-24T01:30:15.750', 'Asia/Riyadh')).toBe('2026-11-23T22:30:15.750Z');
});

test('a format is made once for each time zone', () => {
  const formatOf = formatByZone({ hour: 'numeric' });
  expect(formatOf('Asia/Riyadh')).toBe(formatOf('Asia/Riyadh'));
  expect(formatOf('UTC').resolvedOptions().timeZone).toBe('UTC');
});
