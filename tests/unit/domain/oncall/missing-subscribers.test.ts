import { expect, test } from '@jest/globals';
import {
  afterCount,
  isMailDue,
  type MissingSubscribers,
} from '../../../../lib/domain/oncall/missing-subscribers.ts';

const START = Date.parse('2026-11-26T10:00:00.000Z');
const at = (minutes: number): Date => new Date(START + minutes * 60_000);
/** What is known after counts in which alarms missed so many, a quarter of an hour apart. */
const counted = (...alarms: number[]): MissingSubscribers | undefined =>
  alarms.reduce<MissingSubscribers | undefined>(
    (before, missing, index) => afterCount(before, { alerts: 0, alarms: missing }, at(index * 15)),
    undefined,
  );

test.each([
  ['nobody is missing', [0, 0, 0, 0, 0], false],
  ['it is the first hour: a confirmation takes its time', [1, 1, 1, 1], false],
  ['somebody has been missing for an hour', [1, 1, 1, 1, 1], true],
  ['somebody else is missing by now', [1, 2, 1, 2, 1], true],
  ['everybody was there in between', [1, 1, 1, 0, 1], false],
])('%s: is a mail due?', (_, alarms, due) => {
  const known = counted(...alarms);
  expect(known && isMailDue(known, at((alarms.length - 1) * 15))).toBe(due);
});

test('it is said again each week, and at once where they were there in between', () => {
  const mailed = {
    ...afterCount(undefined, { alerts: 0, alarms: 1 }, at(0)),
    mailedAt: at(60).toISOString(),
  };
  const week = 7 * 24 * 60;
  const after = (minutes: number) => afterCount(mailed, { alerts: 0, alarms: 1 }, at(minutes));
  expect(isMailDue(after(week), at(week))).toBe(false);
  expect(isMailDue(after(week + 60), at(week + 60))).toBe(true);
  const back = afterCount(mailed, { alerts: 0, alarms: 0 }, at(75));
  const gone = afterCount(back, { alerts: 0, alarms: 1 }, at(90));
  expect(isMailDue(gone, at(150))).toBe(true);
});

test('a count of none forgets since when alarms missed somebody, and when that was mailed', () => {
  const now = new Date('2026-11-27T12:00:00.000Z');
  const before = {
    alerts: 0,
    alarms: 2,
    countedAt: now.toISOString(),
    alarmsSince: now.toISOString(),
    mailedAt: now.toISOString(),
  };
  expect(afterCount(before, { alerts: 3, alarms: 0 }, now)).toStrictEqual({
    alerts: 3,
    alarms: 0,
    countedAt: '2026-11-27T12:00:00.000Z',
  });
});
