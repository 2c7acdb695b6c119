import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { Weekday } from '../../../../lib/domain/oncall/time-of-day.ts';
import { keptWeek, keptWeeks } from '../../../../lib/domain/reports/kept-weeks.ts';
import {
  lastWeek,
  nextAttempt,
  reportStep,
  weekRule,
  weekToReport,
} from '../../../../lib/domain/reports/send-time.ts';
import { WeekName, weekAt, weekBefore, weekNamed } from '../../../../lib/domain/reports/week.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const rule = (timeZone: string, firstDay: Weekday = 'monday') => ({ timeZone, firstDay });
const at = (time: string): number => Date.parse(time);
const shown = ({ name, from, to }: { name: string; from: number; to: number }) => [
  name,
  new Date(from).toISOString(),
  new Date(to).toISOString(),
];

describe('a week', () => {
  test('begins at midnight of its first day by the clocks of the zone, so one moment is in two weeks', () => {
    const moment = at('2026-11-29T22:00:00.000Z'); // Monday, 01:00 in Riyadh; Sunday, 17:00 in New York
    expect(shown(weekAt(moment, rule('Asia/Riyadh')))).toEqual([
      '2026-W49',
      '2026-11-29T21:00:00.000Z',
      '2026-12-06T21:00:00.000Z',
    ]);
    expect(shown(weekAt(moment, rule('America/New_York')))).toEqual([
      '2026-W48',
      '2026-11-23T05:00:00.000Z',
      '2026-11-30T05:00:00.000Z',
    ]);
  });

  test('begins on the day that the team chose, and has the name of the ISO week of most of its days', () => {
    const sunday = weekAt(at('2026-11-22T12:00:00.000Z'), rule('Asia/Riyadh', 'sunday'));
    expect(sunday.name).toBe('2026-W48');
    expect(sunday.days).toEqual([
      '2026-11-22',
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
    ]);
    expect(weekAt(at('2026-11-22T12:00:00.000Z'), rule('Asia/Riyadh')).name).toBe('2026-W47');
  });

  test('in which the clocks change has an hour more or less', () => {
    const autumn = weekAt(at('2026-10-30T12:00:00.000Z'), rule('America/New_York'));
    const spring = weekAt(at('2026-03-28T12:00:00.000Z'), rule('Europe/Berlin'));
    expect([autumn, spring].map(({ from, to }) => (to - from) / HOUR_MS)).toEqual([169, 167]);
    expect(autumn.days.at(-1)).toBe('2026-11-01');
    // Midnight does not exist here on this day: https://data.iana.org/time-zones/tzdb/africa
    const cairo = weekAt(at('2026-04-25T12:00:00.000Z'), rule('Africa/Cairo', 'friday'));
    expect(shown(cairo)).toEqual(['2026-W18', '2026-04-23T22:00:00.000Z', '2026-04-30T21:00:00.000Z']);
  });

  test('follows the one before without a gap, over years, zones and first days, and its name finds it again', () => {
    for (const timeZone of ['Asia/Riyadh', 'America/New_York', 'Pacific/Auckland', 'Africa/Cairo'])
      for (const firstDay of Weekday.options) {
        const weeks = rule(timeZone, firstDay);
        let week = weekAt(at('2026-01-01T00:00:00.000Z'), weeks);
        const names = new Set<string>();
        const wrong: object[] = []; // one expectation for all: each takes longer than a week
        for (let count = 0; count < 320; count += 1) {
          const next = weekBefore(week, -1, weeks);
          const found = weekNamed(next.name, weeks);
          const last = weekAt(next.to - 1, weeks);
          const holds =
            next.from === week.to &&
            next.name > week.name &&
            WeekName.safeParse(next.name).success &&
            isDeepStrictEqual([found, last], [next, next]);
          if (!holds) wrong.push({ timeZone, firstDay, week, next, found, last });
          names.add(next.name);
          week = next;
        }
        expect(wrong).toEqual([]);
        expect(names.size).toBe(320);
      }
  });

  test('that a year does not have has no name', () => {
    expect(weekNamed('2026-W53', rule('UTC'))?.days[0]).toBe('2026-12-28');
    expect(weekNamed('2027-W53', rule('UTC'))).toBeUndefined();
    for (const wrong of ['2026-W00', '2026-W54', '2026-48', '2026-W7', '1999-W01', ''])
      expect(WeekName.safeParse(wrong).success).toBe(false);
  });
});

const team = (weeklyReport: string, timeZone = 'Asia/Riyadh') =>
  RuntimeOncallConfig.parse({ weeklyReport, timeZone });

describe('the report of the last week', () => {
  test('is due from its time of day on the day on which the next week begins', () => {
    const sunday = team('sunday 09:00');
    expect(weekToReport(sunday, at('2026-11-29T05:59:59.999Z'))?.name).toBe('2026-W47');
    expect(weekToReport(sunday, at('2026-11-29T06:00:00.000Z'))?.name).toBe('2026-W48');
    expect(weekToReport(sunday, at('2026-12-06T05:59:00.000Z'))?.name).toBe('2026-W48');
    expect(weekRule(sunday)).toEqual({ firstDay: 'sunday', timeZone: 'Asia/Riyadh' });
  });

  test('is due on its day in every zone and at every hour, whatever day it is in UTC', () => {
    // Matomo sent those before 08:00 in Shanghai a day late; Nepal is 5 h 45 min from UTC.
    const due = (timeZone: string, clock: string, time: string) =>
      weekToReport(team(`monday ${clock}`, timeZone), at(time))?.name;
    expect(due('Asia/Shanghai', '05:00', '2026-11-29T20:59:00.000Z')).toBe('2026-W47');
    expect(due('Asia/Shanghai', '05:00', '2026-11-29T21:00:00.000Z')).toBe('2026-W48');
    expect(due('Asia/Kathmandu', '09:00', '2026-11-30T03:14:00.000Z')).toBe('2026-W47');
    expect(due('Asia/Kathmandu', '09:00', '2026-11-30T03:15:00.000Z')).toBe('2026-W48');
    expect(due('Pacific/Honolulu', '23:30', '2026-12-01T09:29:00.000Z')).toBe('2026-W47');
    expect(due('Pacific/Honolulu', '23:30', '2026-12-01T09:30:00.000Z')).toBe('2026-W48');
  });

  test('is due once at a time that the clocks skip or repeat', () => {
    const skipped = team('sunday 02:30', 'America/New_York'); // 8 March 2026: 02:00 is 03:00
    expect(weekToReport(skipped, at('2026-03-08T06:59:59.999Z'))?.name).toBe('2026-W09');
    expect(weekToReport(skipped, at('2026-03-08T07:00:00.000Z'))?.name).toBe('2026-W10');
    const repeated = team('sunday 01:30', 'America/New_York'); // 1 November 2026: 02:00 is 01:00
    expect(weekToReport(repeated, at('2026-11-01T05:29:00.000Z'))?.name).toBe('2026-W43');
    expect(weekToReport(repeated, at('2026-11-01T05:30:00.000Z'))?.name).toBe('2026-W44');
    expect(weekToReport(repeated, at('2026-11-01T06:30:00.000Z'))?.name).toBe('2026-W44');
  });

  test('is Monday at nine where nothing is said, and never where it is off', () => {
    const unsaid = RuntimeOncallConfig.parse({});
    expect(weekToReport(unsaid, at('2026-11-30T08:59:00.000Z'))?.name).toBe('2026-W47');
    expect(weekToReport(unsaid, at('2026-11-30T09:00:00.000Z'))?.name).toBe('2026-W48');
    expect(weekToReport(team('off'), at('2026-11-30T09:00:00.000Z'))).toBeUndefined();
    expect(weekRule(team('off')).firstDay).toBe('monday');
  });

  test('is sent unless it or a later one was; a new stack begins with the week that is running', () => {
    expect(reportStep('2026-W48', '2026-W47')).toBe('send');
    expect(reportStep('2027-W01', '2026-W53')).toBe('send');
    expect(reportStep('2026-W48', '2026-W48')).toBe('done');
    expect(reportStep('2026-W48', '2026-W49')).toBe('done');
    expect(reportStep('2026-W48', undefined)).toBe('begin');
    expect(lastWeek(team('monday 09:00', 'UTC'), at('2026-11-30T00:01:00.000Z')).name).toBe('2026-W48');
  });

  test('is tried again after twice as long each time, up to an hour; each week begins anew', () => {
    const now = new Date('2026-11-30T09:00:00.000Z');
    const tried = (number: number) => ({ week: '2026-W48', number, at: now.toISOString() });
    const secondsLater = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    expect(nextAttempt('2026-W48', undefined, now)).toEqual(tried(1));
    for (const [number, waitS] of [
      [1, 30],
      [2, 60],
      [7, 1920],
      [8, 3600],
      [2000, 3600],
    ] as const) {
      expect(nextAttempt('2026-W48', tried(number), secondsLater(waitS - 1))).toBeUndefined();
      expect(nextAttempt('2026-W48', tried(number), secondsLater(waitS))).toEqual({
        ...tried(number + 1),
        at: secondsLater(waitS).toISOString(),
      });
    }
    expect(nextAttempt('2026-W49', tried(9), now)).toEqual({ ...tried(1), week: '2026-W49' });
  });
});

test('weeks are kept as long as all that they are made of, and a week that is to come has no report', () => {
  const now = at('2026-11-26T12:00:00.000Z');
  const weeks = keptWeeks(now, rule('UTC'));
  expect(weeks[0]?.name).toBe('2026-W48');
  expect(weeks).toHaveLength(57);
  expect((now - (weeks.at(-1)?.from ?? 0)) / DAY_MS).toBeLessThanOrEqual(400);
  expect((now - (weeks.at(-1)?.from ?? 0)) / DAY_MS).toBeGreaterThan(393);
  expect(keptWeek('2026-W48', now, rule('UTC'))?.name).toBe('2026-W48');
  expect(keptWeek('2026-W49', now, rule('UTC'))).toBeUndefined();
  expect(keptWeek(weeks.at(-1)?.name ?? '', now, rule('UTC'))).toEqual(weeks.at(-1));
  expect(keptWeek('2025-W40', now, rule('UTC'))).toBeUndefined();
});
