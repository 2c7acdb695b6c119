import { daysOf, Weekday } from './time-of-day.ts';
import {
  addDays,
  type Day,
  dayAt,
  earliestInstant,
  latestInstant,
  onDay,
  type WallTime,
  wallTimeOf,
  weekdayOf,
} from './time-zone.ts';

const QUARTER_MS = 15 * 60_000;
/** How far back the previous window may begin: windows of the week may last nearly a week. */
const DAYS_BACK = 3;
const WEEKS_BACK = 16;

/**
 * A window by the clocks of a time zone: once (local times), each day or on some days of the week (times of day; an
 * end not later than the beginning is on the next day), or from one time of the week to another.
 */
export type TimeInterval = {
  from: string;
  to: string;
  every?: 'day' | Weekday | readonly Weekday[] | undefined;
};

/** A period in ms; `to` is not part of it. */
export type Period = { from: number; to: number };

/** `24:00` is the beginning of the next day. */
const wallOf = (day: Day, clock: string): WallTime =>
  clock === '24:00' ? onDay(addDays(day, 1), '00:00') : onDay(day, clock);

/**
 * Begins as early and ends as late as clocks allow, so that alerts are held back whichever of two hours was meant.
 */
const periodOf = (from: WallTime, to: WallTime, timeZone: string): Period => ({
  from: earliestInstant(from, timeZone),
  to: latestInstant(to, timeZone),
});

const onceOf = ({ from, to }: TimeInterval, timeZone: string): Period[] => [
  periodOf(wallTimeOf(from), wallTimeOf(to), timeZone),
];

/** The days on which it begins, the time, and how many days later it ends at which time. */
type Recurrence = { days: readonly string[]; from: string; length: number; to: string; back: number };

const dailyOf = ({ from, to, every = 'day' }: TimeInterval): Recurrence => ({
  days: daysOf(every),
  from,
  length: to > from ? 0 : 1,
  to,
  back: every === 'day' ? DAYS_BACK : WEEKS_BACK,
});

const weeklyOf = (rule: TimeInterval): Recurrence => {
  const [day = '', from = ''] = rule.from.split(' ');
  const [lastDay = '', to = ''] = rule.to.split(' ');
  const weekdays: readonly string[] = Weekday.options;
  const between = (weekdays.indexOf(lastDay) - weekdays.indexOf(day) + 7) % 7;
  return { days: [day], from, length: between === 0 && to <= from ? 7 : between, to, back: WEEKS_BACK };
};

const nameOf = (day: Day): string => Weekday.options[weekdayOf(day)] ?? '';

const recurringOf = (rule: TimeInterval, timeZone: string, now: number): Period[] => {
  const { days, from, length, to, back } = rule.from.includes(' ') ? weeklyOf(rule) : dailyOf(rule);
  const first = addDays(dayAt(now, timeZone), -back);
  return Array.from({ length: back + 2 }, (_, index) => addDays(first, index))
    .filter((day) => days.includes(nameOf(day)))
    .map((day) => periodOf(wallOf(day, from), wallOf(addDays(day, length), to), timeZone));
};

/** Adjoining windows are merged, and one that falls into a gap of the clocks is dropped. */
const merged = (periods: readonly Period[]): Period[] => {
  const all: Period[] = [];
  for (const { from, to } of periods.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (from < to) all.push({ from, to });
  }
  return all;
};

type Known = { timeZone: string; quarter: number; periods: Period[] };
const known = new WeakMap<TimeInterval, Known>(); // a storm asks for the same periods a thousand times

/** The periods of a rule that may still matter at `now`: those of the last days, and the current one. */
export const periodsOf = (rule: TimeInterval, timeZone: string, now: number): Period[] => {
  const quarter = Math.floor(now / QUARTER_MS); // the next day's periods are among them, so a day may begin within one
  const before = known.get(rule);
  if (before?.quarter === quarter && before.timeZone === timeZone) return before.periods;
  const periods = merged(rule.from.includes('T') ? onceOf(rule, timeZone) : recurringOf(rule, timeZone, now));
  known.set(rule, { timeZone, quarter, periods });
  return periods;
};

export const isIn = (periods: readonly Period[], at: number): boolean =>
  periods.some(({ from, to }) => from <= at && at < to);

/** When the last of `periods` ended; undefined if none has. */
export const lastEnd = (periods: readonly Period[], now: number): number | undefined => {
  const ends = periods.map(({ to }) => to).filter((to) => to <= now);
  return ends.length > 0 ? Math.max(...ends) : undefined;
};
