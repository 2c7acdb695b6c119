import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { Weekday } from '../oncall/time-of-day.ts';
import { dayOf, earliestInstant, onDay } from '../oncall/time-zone.ts';
import { type Week, type WeekName, type WeekRule, weekAt, weekBefore } from './week.ts';

type Setting = Pick<RuntimeOncallConfig, 'weeklyReport' | 'timeZone'>;

/** Where no report is sent, weeks begin on Monday. */
const WITHOUT_REPORT: Weekday = 'monday';

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
