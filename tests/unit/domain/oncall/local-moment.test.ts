import { describe, expect, test } from '@jest/globals';
import { localBeginning, localEnd, localField } from '../../../../lib/domain/oncall/local-moment.ts';

const iso = (at: number): string => new Date(at).toISOString();
const ZONE = 'America/New_York';
const LONG_AGO = Date.parse('2026-01-01T00:00:00Z');

describe('a time by local clocks', () => {
  test('is that of the team, not of the machine', () => {
    expect(iso(localBeginning('2026-12-01T09:00', 'Asia/Riyadh', LONG_AGO))).toBe('2026-12-01T06:00:00.000Z');
    expect(iso(localEnd('2026-12-01T09:00', ZONE))).toBe('2026-12-01T14:00:00.000Z');
  });

  test('that clocks skip is when they have', () => {
    expect(iso(localBeginning('2026-03-08T02:30', ZONE, LONG_AGO))).toBe('2026-03-08T07:00:00.000Z');
    expect(iso(localEnd('2026-03-08T02:30', ZONE))).toBe('2026-03-08T07:00:00.000Z');
  });

  test('that clocks show twice begins the first time and ends the second', () => {
    expect(iso(localBeginning('2026-11-01T01:30', ZONE, LONG_AGO))).toBe('2026-11-01T05:30:00.000Z');
    expect(iso(localEnd('2026-11-01T01:30', ZONE))).toBe('2026-11-01T06:30:00.000Z');
  });

  test('begins the second time if the first has passed', () => {
    const between = Date.parse('2026-11-01T06:00:00Z');
    expect(iso(localBeginning('2026-11-01T01:30', ZONE, between))).toBe('2026-11-01T06:30:00.000Z');
  });

  test('fills a field of a form', () => {
    expect(localField(Date.parse('2026-12-01T06:00:00Z'), 'Asia/Riyadh')).toBe('2026-12-01T09:00');
  });
});

test('the first of two is not over at its very moment', () => {
  const [first, second] = [Date.parse('2026-10-25T00:30:00.000Z'), Date.parse('2026-10-25T01:30:00.000Z')];
  expect(localBeginning('2026-10-25T02:30', 'Europe/Berlin', first)).toBe(first);
  expect(localBeginning('2026-10-25T02:30', 'Europe/Berlin', first + 1)).toBe(second);
});
