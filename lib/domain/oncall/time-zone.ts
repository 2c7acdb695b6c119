import { getISO } from 'temporal-polyfill/fns/Calendar';
import { fromEpochMilliseconds, toZonedDateTimeISO } from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import * as PlainTime from 'temporal-polyfill/fns/PlainTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';

/*
 * Temporal's functions in place of its classes: of those a bundle holds only what is called, a third of the whole.
 */

/** A date of a calendar on a wall, in no time zone. */
export type Day = PlainDate.Record;
/** What a clock on a wall shows, with the date, in no time zone. */
export type WallTime = PlainDateTime.Record;

/** The day of `2026-11-23`. */
export const dayOf = (text: string): Day => PlainDate.fromString(text, getISO);

/** What clocks show at `2026-11-23T08:00`. */
export const wallTimeOf = (text: string): WallTime => PlainDateTime.fromString(text, getISO);

/** What clocks show at `08:00` of a day. */
export const onDay = (day: Day, clock: string): WallTime =>
  PlainDate.toPlainDateTime(day, PlainTime.fromString(clock));

export const addDays = (day: Day, days: number): Day => PlainDate.addDays(day, days);

export const daysBetween = (from: Day, to: Day): number => PlainDate.diffDays(from, to);

/** The day of the week: 0 is Sunday. */
export const weekdayOf = (day: Day): number => PlainDate.dayOfWeek(day) % 7;

/** `2026-11-23` of a day. */
export const textOfDay = (day: Day): string => PlainDate.toString(day);

/** The ISO week in which a day is, and the year of which it is a week. */
export const isoWeekOf = (day: Day): { year: number; week: number } => ({
  year: PlainDate.yearOfWeek(day) ?? 0,
  week: PlainDate.weekOfYear(day) ?? 0,
});

/** What local clocks show at `at` (ms), to the minute: `2026-11-23T08:00`. */
export const localTextAt = (at: number, timeZone: string): string =>
  PlainDateTime.toString(
    ZonedDateTime.toPlainDateTime(toZonedDateTimeISO(fromEpochMilliseconds(at), timeZone)),
    { smallestUnit: 'minute' },
  );

/** So many days after `at` by the calendar, in ms: a day on which clocks change is a day. */
export const daysAfter = (at: number, days: number, timeZone: string): number =>
  ZonedDateTime.addDays(toZonedDateTimeISO(fromEpochMilliseconds(at), timeZone), days).epochMilliseconds;

/** The local date at `at` (ms). */
export const dayAt = (at: number, timeZone: string): Day =>
  ZonedDateTime.toPlainDate(toZonedDateTimeISO(fromEpochMilliseconds(at), timeZone));

/** When local clocks first show `wall`, in ms: the earlier of two, or the transition if they skip it. */
export const earliestInstant = (wall: WallTime, timeZone: string): number =>
  instantOf(wall, timeZone, 'earlier');

/** When local clocks last show `wall`, in ms: the later of two, or the transition if they skip it. */
export const latestInstant = (wall: WallTime, timeZone: string): number => instantOf(wall, timeZone, 'later');

const instantOf = (wall: WallTime, timeZone: string, disambiguation: 'earlier' | 'later'): number => {
  const zoned = PlainDateTime.toZonedDateTime(wall, timeZone, { disambiguation });
  if (PlainDateTime.equals(ZonedDateTime.toPlainDateTime(zoned), wall)) return zoned.epochMilliseconds;
  // In a gap, `earlier` is as long before the transition as the wall time is from the gap's end.
  const before = PlainDateTime.toZonedDateTime(wall, timeZone, { disambiguation: 'earlier' });
  return (ZonedDateTime.getTimeZoneTransition(before, 'next') ?? before).epochMilliseconds;
};
