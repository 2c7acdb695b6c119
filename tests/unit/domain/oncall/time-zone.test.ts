import { expect, test } from '@jest/globals';
import { formatByZone } from '../../../../lib/domain/oncall/time-format.ts';
import {
  dayAt,
  earliestInstant,
  latestInstant,
  textOfDay,
  wallTimeOf,
} from '../../../../lib/domain/oncall/time-zone.ts';

const iso = (at: number): string => new Date(at).toISOString();
const both = (wall: string, timeZone: string): string[] =>
  [earliestInstant, latestInstant].map((instant) => iso(instant(wallTimeOf(wall), timeZone)));

test('calendars on the wall show the day of their zone', () => {
  const at = Date.parse('2026-11-23T22:30:15.000Z');
  expect(textOfDay(dayAt(at, 'Asia/Riyadh'))).toBe('2026-11-24');
  expect(textOfDay(dayAt(at, 'America/St_Johns'))).toBe('2026-11-23');
});

test.each([
  ['before clocks go forward', 'Europe/Berlin', '2026-03-29T01:30:00', '2026-03-29T00:30:00.000Z'],
  ['after it', 'Europe/Berlin', '2026-03-29T03:30:00', '2026-03-29T01:30:00.000Z'],
  ['before clocks go back', 'Europe/Berlin', '2026-10-25T01:30:00', '2026-10-24T23:30:00.000Z'],
  ['after it', 'Europe/Berlin', '2026-10-25T03:30:00', '2026-10-25T02:30:00.000Z'],
  [
    'that clocks skip is their transition',
    'Europe/Berlin',
    '2026-03-29T02:30:00',
    '2026-03-29T01:00:00.000Z',
  ],
  [
    'of a day that a country skipped is when it did',
    'Pacific/Apia',
    '2011-12-30T12:00:00',
    '2011-12-30T10:00:00.000Z',
  ],
])('a time on the wall %s is one instant (%s, %s)', (_, timeZone, wall, expected) => {
  expect(both(wall, timeZone)).toEqual([expected, expected]);
});

test.each([
  ['Africa/Cairo', '2026-10-29T23:00:00', '2026-10-29T20:00:00.000Z', '2026-10-29T21:00:00.000Z'],
  ['Australia/Lord_Howe', '2027-04-04T01:45:00', '2027-04-03T14:45:00.000Z', '2027-04-03T15:15:00.000Z'],
])('a time that clocks of %s show twice is an earlier and a later one', (timeZone, wall, earlier, later) => {
  expect(both(wall, timeZone)).toEqual([earlier, later]);
});

test('a format is made once for each time zone', () => {
  const formatOf = formatByZone({ hour: 'numeric' });
  expect(formatOf('Asia/Riyadh')).toBe(formatOf('Asia/Riyadh'));
  expect(formatOf('UTC').resolvedOptions().timeZone).toBe('UTC');
});
