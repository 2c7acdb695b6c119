import * as z from 'zod';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { Weekday } from '../oncall/time-of-day.ts';
import { dayOf, earliestInstant, onDay } from '../oncall/time-zone.ts';
import { type Week, WeekName, type WeekRule, weekAt, weekBefore } from './week.ts';

type Setting = Pick<RuntimeOncallConfig, 'weeklyReport' | 'timeZone'>;

/** Where no report is sent, weeks begin on Monday. */
const WITHOUT_REPORT: Weekday = 'monday';

/** Less than the minute between two sweeps, so that the first retry is the next one. */
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/** The last attempt to send the report of a week, and how many there were. */
export const ReportAttempt = z.object({ week: WeekName, number: z.int().min(1), at: z.iso.datetime() });
export type ReportAttempt = z.infer<typeof ReportAttempt>;

/** Weeks begin on the day on which the report is sent: it is about the seven days that ended at midnight. */
export const weekRule = ({ weeklyReport, timeZone }: Setting): WeekRule => {
  const day = Weekday.safeParse(weeklyReport.split(' ')[0]);
  return { firstDay: day.data ?? WITHOUT_REPORT, timeZone };
};

/**
 * The last whole week whose report should have been sent by `now` (ms), by the clock alone; nothing if none is wanted. A
 * time of day that the clocks skip is when they have; one that they repeat, the first.
 */
export const weekToReport = (setting: Setting, now: number): Week | undefined => {
  if (setting.weeklyReport === 'off') return undefined;
  const rule = weekRule(setting);
  const current = weekAt(now, rule);
  const [, clock = ''] = setting.weeklyReport.split(' ');
  const sendAt = earliestInstant(onDay(dayOf(current.days[0] ?? ''), clock), setting.timeZone);
  return weekBefore(current, now >= sendAt ? 1 : 2, rule);
};

/** The last week that is over at `now` (ms), whether or not its report is due yet. */
export const lastWeek = (setting: Setting, now: number): Week => {
  const rule = weekRule(setting);
  return weekBefore(weekAt(now, rule), 1, rule);
};

/**
 * What is to be done about a week's report, given the last week that is recorded. Where nothing is recorded the stack is new: it
 * was not there in any week that is over, so its first report is about the one that is running.
 */
export const reportStep = (week: WeekName, recorded: WeekName | undefined): 'begin' | 'send' | 'done' => {
  if (recorded === undefined) return 'begin';
  return week > recorded ? 'send' : 'done';
};

/**
 * The attempt that is due now for a week's report, given the last one; nothing while it is too soon. Each wait is twice the
 * one before, up to an hour, because an attempt reads a whole week, and what made it fail rarely goes away within a minute.
 */
export const nextAttempt = (
  week: WeekName,
  last: ReportAttempt | undefined,
  now: Date,
): ReportAttempt | undefined => {
  const at = now.toISOString();
  if (last?.week !== week) return { week, number: 1, at };
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (last.number - 1), LONGEST_WAIT_MS);
  if (now.getTime() < Date.parse(last.at) + waitMs) return undefined;
  return { week, number: last.number + 1, at };
};
