import { describe, expect, test } from '@jest/globals';
import { isIn, lastEnd, periodsOf } from '../../../../lib/domain/oncall/time-interval.ts';
import { LocalTime } from '../../../../lib/domain/oncall/time-of-day.ts';

const ms = (time: string): number => Date.parse(time);
const iso = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

describe('each day, by the clocks of the time zone', () => {
  const night = { from: '22:00', to: '07:00' };
  test.each([
    ['2026-11-23T18:59:59Z', false], // 21:59:59 in Riyadh
    ['2026-11-23T19:00:00Z', true],
    ['2026-11-24T03:59:59Z', true],
    ['2026-11-24T04:00:00Z', false],
  ])('%s is in a night of Riyadh: %s', (time, expected) => {
    expect(isIn(periodsOf(night, 'Asia/Riyadh', ms(time)), ms(time))).toBe(expected);
  });

  test('its last end is known', () => {
    const now = ms('2026-11-24T09:00:00Z');
    expect(iso(lastEnd(periodsOf(night, 'Asia/Riyadh', now), now))).toBe('2026-11-24T04:00:00.000Z');
  });

  test('a night in which clocks are put back or forward ends when they say so', () => {
    const berlin = (now: string) => iso(lastEnd(periodsOf(night, 'Europe/Berlin', ms(now)), ms(now)));
    expect(berlin('2026-10-25T12:00:00Z')).toBe('2026-10-25T06:00:00.000Z');
    expect(berlin('2026-03-29T12:00:00Z')).toBe('2026-03-29T05:00:00.000Z');
    expect(berlin('2026-03-28T12:00:00Z')).toBe('2026-03-28T06:00:00.000Z');
  });
});

test('on some days of the week it begins on these days, and may end on the next', () => {
  const friday = { from: '23:00', to: '02:00', every: 'friday' as const };
  const isOn = (time: string) => isIn(periodsOf(friday, 'UTC', ms(time)), ms(time));
  expect(isOn('2026-11-27T22:59:00Z')).toBe(false);
  expect(isOn('2026-11-27T23:00:00Z')).toBe(true);
  expect(isOn('2026-11-28T01:59:00Z')).toBe(true);
  expect(isOn('2026-11-28T02:00:00Z')).toBe(false);
  expect(isOn('2026-11-28T23:30:00Z')).toBe(false);
  const later = ms('2026-12-04T22:00:00Z');
  expect(iso(lastEnd(periodsOf(friday, 'UTC', later), later))).toBe('2026-11-28T02:00:00.000Z');
});

test('once is from one local time to another', () => {
  const once = { from: '2026-12-01T02:00', to: '2026-12-01T04:30' };
  const [period] = periodsOf(once, 'Asia/Riyadh', ms('2026-11-01T00:00:00Z'));
  expect([iso(period?.from), iso(period?.to)]).toEqual([
    '2026-11-30T23:00:00.000Z',
    '2026-12-01T01:30:00.000Z',
  ]);
});

test('on several days of the week it begins on each of them', () => {
  const weekend = { from: '10:00', to: '11:00', every: ['friday', 'saturday'] as const };
  const isOn = (day: number) => {
    const now = ms(`2026-11-${day}T10:30:00Z`);
    return isIn(periodsOf(weekend, 'UTC', now), now);
  };
  expect([26, 27, 28, 29].map(isOn)).toEqual([false, true, true, false]);
});

test('a rule is reckoned once in a quarter of an hour, for each time zone', () => {
  const night = { from: '22:00', to: '07:00' };
  const now = ms('2026-11-24T09:00:00Z');
  const riyadh = periodsOf(night, 'Asia/Riyadh', now);
  expect(periodsOf(night, 'Asia/Riyadh', now + 14 * 60_000)).toBe(riyadh);
  expect(periodsOf(night, 'Asia/Riyadh', now + 15 * 60_000)).not.toBe(riyadh);
  expect(iso(lastEnd(periodsOf(night, 'UTC', now), now))).toBe('2026-11-24T07:00:00.000Z');
  expect(iso(lastEnd(periodsOf(night, 'Asia/Riyadh', now), now))).toBe('2026-11-24T04:00:00.000Z');
});

test.each([
  ['2026-12-01T02:00', true],
  ['2026-02-31T02:00', false],
  ['2026-13-01T02:00', false],
  ['2026-12-01T24:00', false],
  ['2026-12-01', false],
])('%s is a local time: %s', (text, isGood) => {
  expect(LocalTime.safeParse(text).success).toBe(isGood);
});

describe('from one time of the week to another', () => {
  const isOn = (rule: { from: string; to: string }, time: string, timeZone = 'UTC') =>
    isIn(periodsOf(rule, timeZone, ms(time)), ms(time));
  const weekend = { from: 'friday 18:00', to: 'sunday 06:00' };

  test.each([
    ['2026-11-27T17:59:59Z', false],
    ['2026-11-27T18:00:00Z', true],
    ['2026-11-28T12:00:00Z', true],
    ['2026-11-29T05:59:59Z', true],
    ['2026-11-29T06:00:00Z', false],
    ['2026-12-02T12:00:00Z', false],
  ])('%s is in a weekend: %s', (time, expected) => {
    expect(isOn(weekend, time)).toBe(expected);
  });

  test('its last end is known for a week', () => {
    const now = ms('2026-12-04T17:59:00Z');
    expect(iso(lastEnd(periodsOf(weekend, 'UTC', now), now))).toBe('2026-11-29T06:00:00.000Z');
  });

  test('over a change of the clocks it ends when they say so', () => {
    const [end] = [ms('2027-03-28T12:00:00Z')].map((now) =>
      lastEnd(periodsOf(weekend, 'Europe/London', now), now),
    );
    expect(iso(end)).toBe('2027-03-28T05:00:00.000Z');
  });

  test('of one day it lasts for hours, or around the week', () => {
    expect(isOn({ from: 'friday 10:00', to: 'friday 12:00' }, '2026-11-27T11:00:00Z')).toBe(true);
    expect(isOn({ from: 'friday 10:00', to: 'friday 12:00' }, '2026-11-28T11:00:00Z')).toBe(false);
    const all = { from: 'friday 12:00', to: 'friday 10:00' };
    expect(isOn(all, '2026-11-28T11:00:00Z')).toBe(true);
    expect(isOn(all, '2026-12-04T09:59:00Z')).toBe(true);
    expect(isOn(all, '2026-12-04T11:00:00Z')).toBe(false);
  });
});

describe('a whole day', () => {
  test.each([
    { from: '00:00', to: '24:00', every: 'friday' as const },
    { from: '00:00', to: '00:00', every: 'friday' as const },
    { from: 'friday 00:00', to: 'friday 24:00' },
  ])('%j is all of friday, and nothing else', (rule) => {
    const isOn = (time: string) => isIn(periodsOf(rule, 'Asia/Riyadh', ms(time)), ms(time));
    expect(
      ['2026-11-26T20:59Z', '2026-11-26T21:00Z', '2026-11-27T20:59Z', '2026-11-27T21:00Z'].map(isOn),
    ).toEqual([false, true, true, false]);
  });

  test('days that follow each other are one window', () => {
    const rule = { from: '00:00', to: '24:00', every: ['friday', 'saturday'] as const };
    const now = ms('2026-11-28T12:00:00Z');
    const periods = periodsOf(rule, 'UTC', now);
    expect(isIn(periods, now)).toBe(true);
    expect(iso(lastEnd(periods, now))).toBe('2026-11-22T00:00:00.000Z');
  });
});

test('a window that clocks skip is none, and a week from a time to the same is all of it', () => {
  const now = ms('2026-03-08T12:00:00Z');
  const skipped = { from: '2026-03-08T02:15', to: '2026-03-08T02:45' };
  expect(periodsOf(skipped, 'America/New_York', now)).toEqual([]);
  const always = periodsOf({ from: 'monday 09:00', to: 'monday 09:00' }, 'UTC', now);
  expect(isIn(always, now)).toBe(true);
  expect(isIn(always, ms('2026-03-09T09:00:00Z'))).toBe(true);
});
