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
  expect(day()).toEqual({ day: '2026-11-23', up: 0, down: 0, unknown: 0, upMsTotal: 0, notifications: 0 });
  expect(Day.safeParse({ item: 'state' }).success).toBe(false);
});

test('what the sources delivered is added up; where none says so, nothing is said', () => {
  expect(day()).not.toHaveProperty('delivered');
  expect(day({ 'delivered#main': 0 }).delivered).toBe(0);
  expect(day({ 'delivered#main': 30, 'delivered#riyadh': 12, expiresAt: 99 }).delivered).toBe(42);
  expect(day({ 'delivered#main': 30, 'delivered#riyadh': 'many' }).delivered).toBe(30);
});

test('a number of another form is none, and hides no other', () => {
  expect(day({ up: -1, down: 'x', unknown: 3 })).toMatchObject({ up: 0, down: 0, unknown: 3 });
});

test('availability is the share of good probes, of those that could be made', () => {
  expect(availabilityOf(day({ unknown: 9 }))).toBeUndefined();
  expect(availabilityOf(day({ up: 3, down: 1, unknown: 9 }))).toBe(0.75);
  expect(availabilityOf(day({ down: 2 }))).toBe(0);
  expect(availabilityOf(day({ up: 2, down: 2 }))).toBe(0.5);
});

test('the time of answers is that of the good ones, in whole ms', () => {
  expect(responseMsOf(day({ down: 4 }))).toBeUndefined();
  expect(responseMsOf(day({ up: 3, upMsTotal: 200 }))).toBe(67);
});

test('a success rate needs what a merchant delivered: else none is invented', () => {
  expect(successRateOf(day({ notifications: 3 }))).toBeUndefined();
  expect(successRateOf(day({ 'delivered#main': 0 }))).toBeUndefined();
  expect(successRateOf(day({ 'delivered#main': 9, notifications: 1 }))).toBe(0.9);
  expect(successRateOf(day({ 'delivered#main': 0, notifications: 1 }))).toBe(0);
  expect(successRateOf(day({ 'delivered#main': 3, notifications: 3 }))).toBe(0.5);
});
