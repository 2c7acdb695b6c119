import * as z from 'zod';
import { Weekday } from '../oncall/time-of-day.ts';
import {
  addDays,
  type Day,
  dayAt,
  dayOf,
  earliestInstant,
  isoWeekOf,
  onDay,
  textOfDay,
  weekdayOf,
} from '../oncall/time-zone.ts';

/** A week's name: `2026-W48`. */
export const WeekName = z
  .string()
  .regex(/^20[0-9]{2}-W(?:0[1-9]|[1-4][0-9]|5[0-3])$/, 'expected a week, such as 2026-W48');
export type WeekName = z.infer<typeof WeekName>;

/**
 * Seven local days of a team. `from` and `to` in ms, by the clocks of its zone; `to` is not part of it. An hour more or less
 * than 168 where they change.
 */
export type Week = { name: WeekName; from: number; to: number; days: readonly string[] };

/** What decides where weeks begin: the day on which the report is sent, and the team's clocks. */
export type WeekRule = { firstDay: Weekday; timeZone: string };

const DAYS = 7;
const THURSDAY = 4;

/** How many days after a week's first day some day of the week comes. */
const daysTo = (weekday: number, { firstDay }: WeekRule): number =>
  (weekday - Weekday.options.indexOf(firstDay) + DAYS) % DAYS;

/**
 * ISO 8601 names weeks that begin on Monday, by their Thursday: https://www.rfc-editor.org/rfc/rfc3339#appendix-A. Ours have the
 * name of the Thursday within them, so whichever day begins them, most of their days are those of the ISO week.
 */
const nameOf = (first: Day, rule: WeekRule): WeekName => {
  const { year, week } = isoWeekOf(addDays(first, daysTo(THURSDAY, rule)));
  return `${year}-W${String(week).padStart(2, '0')}`;
};

const midnightOf = (day: Day, timeZone: string): number => earliestInstant(onDay(day, '00:00'), timeZone);

/** When a local day begins, in ms. */
export const startOfDay = (day: string, timeZone: string): number => midnightOf(dayOf(day), timeZone);

const weekFrom = (first: Day, rule: WeekRule): Week => ({
  name: nameOf(first, rule),
  from: midnightOf(first, rule.timeZone),
  to: midnightOf(addDays(first, DAYS), rule.timeZone),
  days: Array.from({ length: DAYS }, (_, index) => textOfDay(addDays(first, index))),
});

/** The week in which `at` (ms) is. */
export const weekAt = (at: number, rule: WeekRule): Week => {
  const today = dayAt(at, rule.timeZone);
  return weekFrom(addDays(today, -daysTo(weekdayOf(today), rule)), rule);
};

/** The week so many weeks before another one; after it if `back` is negative. */
export const weekBefore = ({ days: [first = ''] }: Week, back: number, rule: WeekRule): Week =>
  weekFrom(addDays(dayOf(first), -DAYS * back), rule);

/** The week of a name; nothing where that year has no such week. */
export const weekNamed = (name: WeekName, rule: WeekRule): Week | undefined => {
  const [year = 0, number = 0] = name.split('-W').map(Number);
  const fourth = dayOf(`${year}-01-04`); // always in the first week
  const thursday = addDays(fourth, THURSDAY - (weekdayOf(fourth) || DAYS) + DAYS * (number - 1));
  const week = weekFrom(addDays(thursday, -daysTo(THURSDAY, rule)), rule);
  return week.name === name ? week : undefined;
};
