import { expect, test } from '@jest/globals';
import {
  availabilityOf,
  Day,
  dayItem,
  responseMsOf,
  successRateOf,
} from '../../../../lib/domain/probing/daily-stats.ts';

const day = (fields: Record<string, unknown> = {}): Day => Day.parse({ item: 'day#2026-11-23', ...fields });

test('a day is one of UTC, and known by its date', () => {
  expect(dayItem(new Date('2026-11-23T23:59:59.999Z'))).toBe('day#2026-11-23');
  expect(dayItem(new Date('2026-11-24T02:00:00+03:00'))).toBe('day#2026-11-23');
  expect(day()).toEqual({ day: '2026-11-23', good: 0, failed: 0, untested: 0, goodMs: 0, notified: 0 });
  expect(Day.safeParse({ item: 'state' }).success).toBe(false);
});

test('what the sources delivered is added up; where none says so, nothing is said', () => {
  expect(day()).not.toHaveProperty('delivered');
  expect(day({ 'delivered#main': 0 }).delivered).toBe(0);
  expect(day({ 'delivered#main': 30, 'delivered#riyadh': 12, expiresAt: 99 }).delivered).toBe(42);
  expect(day({ 'delivered#main': 30, 'delivered#riyadh': 'many' }).delivered).toBe(30);
});

test('a number of another form is none, and hides no other', () => {
  expect(day({ good: -1, failed: 'x', untested: 3 })).toMatchObject({ good: 0, failed: 0, untested: 3 });
});

test('availability is the share of good probes, of those that could be made', () => {
  expect(availabilityOf(day({ untested: 9 }))).toBeUndefined();
  expect(availabilityOf(day({ good: 3, failed: 1, untested: 9 }))).toBe(0.75);
  expect(availabilityOf(day({ failed: 2 }))).toBe(0);
  expect(availabilityOf(day({ good: 2, failed: 2 }))).toBe(0.5);
});

test('the time of answers is that of the good ones, in whole ms', () => {
  expect(responseMsOf(day({ failed: 4 }))).toBeUndefined();
  expect(responseMsOf(day({ good: 3, goodMs: 200 }))).toBe(67);
});

test('a success rate needs what a merchant delivered: else none is invented', () => {
  expect(successRateOf(day({ notified: 3 }))).toBeUndefined();
  expect(successRateOf(day({ 'delivered#main': 0 }))).toBeUndefined();
  expect(successRateOf(day({ 'delivered#main': 9, notified: 1 }))).toBe(0.9);
  expect(successRateOf(day({ 'delivered#main': 0, notified: 1 }))).toBe(0);
  expect(successRateOf(day({ 'delivered#main': 3, notified: 3 }))).toBe(0.5);
});
