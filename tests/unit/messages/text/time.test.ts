import { expect, test } from '@jest/globals';
import {
  clockTime,
  duration,
  localPeriod,
  localTime,
  minutesInWords,
  shortTime,
  utcTime,
} from '../../../../lib/messages/text/time.ts';

const AT = Date.parse('2026-06-12T16:42:07.000Z');
const DAY = 86_400_000;

test.each([
  ['Asia/Riyadh', 'Fri 12 Jun 19:42 (UTC+03:00)', '19:42 +03'],
  ['UTC', 'Fri 12 Jun 16:42 (UTC+00:00)', '16:42 +00'],
  ['Asia/Kolkata', 'Fri 12 Jun 22:12 (UTC+05:30)', '22:12 +05:30'],
  ['America/St_Johns', 'Fri 12 Jun 14:12 (UTC-02:30)', '14:12 -02:30'],
  ['Pacific/Auckland', 'Sat 13 Jun 04:42 (UTC+12:00)', '04:42 +12'],
])('local time in %s has its offset', (zone, long, short) => {
  expect(localTime(AT, zone)).toBe(long);
  expect(shortTime(AT, AT, zone)).toBe(short);
});

test('midnight is 00:00, and another day is named', () => {
  const midnight = Date.parse('2026-06-12T21:00:00.000Z');
  expect(clockTime(midnight, midnight, 'Asia/Riyadh')).toBe('00:00');
  expect(clockTime(AT, midnight, 'Asia/Riyadh')).toBe('Fri 12 Jun 19:42');
  expect(shortTime(AT, midnight, 'Asia/Riyadh')).toBe('12 Jun 19:42 +03');
  expect(clockTime(AT, AT + 7 * DAY, 'Asia/Riyadh')).toBe('Fri 12 Jun 19:42');
});

test('a span names its day once, unless it has two days or two offsets', () => {
  expect(localPeriod(AT, AT + 3_600_000, 'Asia/Riyadh')).toBe('Fri 12 Jun 19:42 to 20:42 (UTC+03:00)');
  expect(localPeriod(AT, AT + DAY, 'Asia/Riyadh')).toBe(
    'Fri 12 Jun 19:42 (UTC+03:00) to Sat 13 Jun 19:42 (UTC+03:00)',
  );
  expect(localPeriod(AT, AT + 6 * 3_600_000, 'Asia/Riyadh')).toBe(
    'Fri 12 Jun 19:42 (UTC+03:00) to Sat 13 Jun 01:42 (UTC+03:00)',
  );
  const sameDaySixYearsBefore = Date.parse('2020-06-12T15:42:07.000Z');
  expect(localPeriod(sameDaySixYearsBefore, AT, 'UTC')).toBe(
    'Fri 12 Jun 15:42 (UTC+00:00) to Fri 12 Jun 16:42 (UTC+00:00)',
  );
  const clocksGoBack = Date.parse('2026-10-25T00:30:00.000Z');
  expect(localPeriod(clocksGoBack, clocksGoBack + 3_600_000, 'Europe/Berlin')).toBe(
    'Sun 25 Oct 02:30 (UTC+02:00) to Sun 25 Oct 02:30 (UTC+01:00)',
  );
});

test('UTC has seconds and a year', () => {
  expect(utcTime(AT)).toBe('2026-06-12 16:42:07 UTC');
});

test.each([
  [-5, 'a few seconds'],
  [9_999, 'a few seconds'],
  [10_000, '10 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_999, '59 min'],
  [3_600_000, '1 h'],
  [4_320_000, '1 h 12 min'],
  [DAY, '1 d'],
  [DAY * 2 + 3 * 3_600_000, '2 d 3 h'],
])('%i ms are %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test.each([
  ['before clocks go back, the first of two', '2026-11-01T05:30Z', '2026-11-01T04:00Z', '01:30 (UTC-04:00)'],
  ['the second of two', '2026-11-01T06:30Z', '2026-11-01T04:00Z', '01:30 (UTC-05:00)'],
  ['after they went back', '2026-11-01T08:00Z', '2026-11-01T07:30Z', '03:00'],
  ['beyond the change', '2026-11-01T08:00Z', '2026-11-01T04:00Z', '03:00 (UTC-05:00)'],
  ['beyond the change forward', '2027-03-14T07:30Z', '2027-03-14T06:30Z', '03:30 (UTC-04:00)'],
  ['on a day without one', '2026-11-03T08:00Z', '2026-11-03T07:30Z', '03:00'],
])('a time %s is not taken for another: %s', (_, at, now, expected) => {
  expect(clockTime(Date.parse(at), Date.parse(now), 'America/New_York')).toBe(expected);
});

test.each([
  [
    'the second of two, once the first has passed',
    'America/New_York',
    '2026-11-01T06:30Z',
    '2026-11-01T06:10Z',
    '01:30 (UTC-05:00)',
  ],
  ['an evening before clocks go back', 'America/New_York', '2026-11-01T03:00Z', '2026-11-01T02:00Z', '23:00'],
  [
    'east of Greenwich, the first of two',
    'Europe/Berlin',
    '2026-10-25T00:30Z',
    '2026-10-25T00:10Z',
    '02:30 (UTC+02:00)',
  ],
  [
    'east of Greenwich, the second of two',
    'Europe/Berlin',
    '2026-10-25T01:30Z',
    '2026-10-25T01:10Z',
    '02:30 (UTC+01:00)',
  ],
  [
    'clocks that go back half an hour, the first of two',
    'Australia/Lord_Howe',
    '2026-04-04T14:45Z',
    '2026-04-04T14:10Z',
    '01:45 (UTC+11:00)',
  ],
  [
    'clocks that go back half an hour, the second of two',
    'Australia/Lord_Howe',
    '2026-04-04T15:15Z',
    '2026-04-04T15:05Z',
    '01:45 (UTC+10:30)',
  ],
  [
    'before the half hour that comes twice',
    'Australia/Lord_Howe',
    '2026-04-04T14:00Z',
    '2026-04-04T13:30Z',
    '01:00',
  ],
])('a time that clocks show twice has its offset, and no other: %s', (_, zone, at, now, expected) => {
  expect(clockTime(Date.parse(at), Date.parse(now), zone)).toBe(expected);
});

test.each([
  [1, '1 minute'],
  [5, '5 minutes'],
  [30, '30 minutes'],
  [60, '1 hour'],
  [95, '1 hour 35 minutes'],
  [240, '4 hours'],
])('%d minutes in a sentence', (minutes, words) => {
  expect(minutesInWords(minutes)).toBe(words);
});
