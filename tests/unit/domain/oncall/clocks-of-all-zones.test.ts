import { expect, test } from '@jest/globals';
import { getISO } from 'temporal-polyfill/fns/Calendar';
import { fromEpochMilliseconds, toZonedDateTimeISO } from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import * as ours from '../../../../lib/domain/oncall/time-zone.ts';
import { thorough } from '../../../thorough.ts';

/* Our clocks against Temporal's, in every time zone, above all where clocks change. */

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const AROUND_A_CHANGE = [-1441, -61, -30, -1, 0, 1, 29, 59, 61, 1440].map((minutes) => minutes * MINUTE_MS);
const FIRST = Date.UTC(2026, 0);

const zonedAt = (at: number, timeZone: string) => toZonedDateTimeISO(fromEpochMilliseconds(at), timeZone);

/** The next changes of the clocks, and of zones that have none an ordinary day. */
const changesIn = (timeZone: string): number[] => {
  const changes: number[] = [];
  let zoned = zonedAt(FIRST, timeZone);
  for (let count = 0; count < thorough(2, 8); count += 1) {
    const next = ZonedDateTime.getTimeZoneTransition(zoned, 'next');
    if (!next) break;
    changes.push(next.epochMilliseconds);
    zoned = next;
  }
  return changes.length > 0 ? changes : [FIRST + 100 * DAY_MS];
};

const textAt = (at: number, timeZone: string): string =>
  PlainDateTime.toString(ZonedDateTime.toPlainDateTime(zonedAt(at, timeZone)), { smallestUnit: 'minute' });

/** By Temporal: in a gap, its `earlier` is as long before the change as the wall time is from the gap's end. */
const instantOf = (wall: string, timeZone: string, disambiguation: 'earlier' | 'later'): number => {
  const plain = PlainDateTime.fromString(wall, getISO);
  const zoned = PlainDateTime.toZonedDateTime(plain, timeZone, { disambiguation });
  if (PlainDateTime.equals(ZonedDateTime.toPlainDateTime(zoned), plain)) return zoned.epochMilliseconds;
  const before = PlainDateTime.toZonedDateTime(plain, timeZone, { disambiguation: 'earlier' });
  return (ZonedDateTime.getTimeZoneTransition(before, 'next') ?? before).epochMilliseconds;
};

const oursOf = (at: number, timeZone: string) => {
  const wall = ours.localTextAt(at, timeZone);
  // What clocks in UTC show is skipped in some zone where it goes forward.
  const walls = [wall, ours.localTextAt(at, 'UTC')].map(ours.wallTimeOf);
  return {
    wall,
    day: ours.textOfDay(ours.dayAt(at, timeZone)),
    later: [-1, 1, 7, 45].map((days) => ours.daysAfter(at, days, timeZone)),
    first: walls.map((one) => ours.earliestInstant(one, timeZone)),
    last: walls.map((one) => ours.latestInstant(one, timeZone)),
  };
};

const temporalOf = (at: number, timeZone: string): ReturnType<typeof oursOf> => {
  const wall = textAt(at, timeZone);
  const walls = [wall, textAt(at, 'UTC')];
  return {
    wall,
    day: PlainDate.toString(ZonedDateTime.toPlainDate(zonedAt(at, timeZone))),
    later: [-1, 1, 7, 45].map((days) => ZonedDateTime.addDays(zonedAt(at, timeZone), days).epochMilliseconds),
    first: walls.map((one) => instantOf(one, timeZone, 'earlier')),
    last: walls.map((one) => instantOf(one, timeZone, 'later')),
  };
};

test('in every zone clocks show, and are set to, what Temporal says', () => {
  for (const timeZone of ['UTC', ...Intl.supportedValuesOf('timeZone')])
    for (const change of changesIn(timeZone))
      for (const around of AROUND_A_CHANGE) {
        const at = change + around;
        expect({ timeZone, at, ...oursOf(at, timeZone) }).toEqual({
          timeZone,
          at,
          ...temporalOf(at, timeZone),
        });
      }
});

test.each([
  ['a day that a country skipped', 'Pacific/Apia', '2011-12-30T09:00'],
  ['half an hour', 'Australia/Lord_Howe', '2026-10-04T02:15'],
  ['local time before there were zones, with its seconds', 'Africa/Monrovia', '1960-06-01T12:00'],
])('also over %s', (_, timeZone, wall) => {
  const plain = ours.wallTimeOf(wall);
  expect(ours.earliestInstant(plain, timeZone)).toBe(instantOf(wall, timeZone, 'earlier'));
  expect(ours.latestInstant(plain, timeZone)).toBe(instantOf(wall, timeZone, 'later'));
});

test('days and weeks are counted as Temporal counts them', () => {
  const first = PlainDate.fromString('2020-12-20', getISO);
  for (let count = 0; count < 4000; count += 3) {
    const theirs = PlainDate.addDays(first, count);
    const day = ours.addDays(ours.dayOf('2020-12-20'), count);
    expect([ours.textOfDay(day), ours.weekdayOf(day), ours.isoWeekOf(day)]).toEqual([
      PlainDate.toString(theirs),
      PlainDate.dayOfWeek(theirs) % 7,
      { year: PlainDate.yearOfWeek(theirs), week: PlainDate.weekOfYear(theirs) },
    ]);
    expect(ours.daysBetween(ours.dayOf('2020-12-20'), day)).toBe(count);
  }
});

test.each(['', 'yesterday', '2026-13-01', '2026-02-30', '2026-11-31', '2027-02-29'])(
  '%j is no day',
  (text) => {
    expect(() => ours.dayOf(text)).toThrow(RangeError);
  },
);
