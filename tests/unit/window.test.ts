import { describe, expect, test } from '@jest/globals';
import { isIn, lastEnd, spansOf } from '../../lib/window.ts';

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
    expect(isIn(spansOf(night, 'Asia/Riyadh', ms(time)), ms(time))).toBe(expected);
  });

  test('its last end is known', () => {
    const now = ms('2026-11-24T09:00:00Z');
    expect(iso(lastEnd(spansOf(night, 'Asia/Riyadh', now), now))).toBe('2026-11-24T04:00:00.000Z');
  });

  test('a night in which clocks are put back or forward ends when they say so', () => {
    const berlin = (now: string) => iso(lastEnd(spansOf(night, 'Europe/Berlin', ms(now)), ms(now)));
    expect(berlin('2026-10-25T12:00:00Z')).toBe('2026-10-25T06:00:00.000Z');
    expect(berlin('2026-03-29T12:00:00Z')).toBe('2026-03-29T05:00:00.000Z');
    expect(berlin('2026-03-28T12:00:00Z')).toBe('2026-03-28T06:00:00.000Z');
  });
});

test('on some days of the week it begins on these days, and may end on the next', () => {
  const friday = { from: '23:00', to: '02:00', every: 'friday' as const };
  const isOn = (time: string) => isIn(spansOf(friday, 'UTC', ms(time)), ms(time));
  expect(isOn('2026-11-27T22:59:00Z')).toBe(false);
  expect(isOn('2026-11-27T23:00:00Z')).toBe(true);
  expect(isOn('2026-11-28T01:59:00Z')).toBe(true);
  expect(isOn('2026-11-28T02:00:00Z')).toBe(false);
  expect(isOn('2026-11-28T23:30:00Z')).toBe(false);
  const later = ms('2026-12-04T22:00:00Z');
  expect(iso(lastEnd(spansOf(friday, 'UTC', later), later))).toBe('2026-11-28T02:00:00.000Z');
});

test('once is from one local time to another', () => {
  const once = { from: '2026-12-01T02:00', to: '2026-12-01T04:30' };
  const [span] = spansOf(once, 'Asia/Riyadh', ms('2026-11-01T00:00:00Z'));
  expect([iso(span?.from), iso(span?.to)]).toEqual(['2026-11-30T23:00:00.000Z', '2026-12-01T01:30:00.000Z']);
});
