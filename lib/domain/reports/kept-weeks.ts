import { KEPT_DAYS } from '../incidents/retention.ts';
import { type Week, type WeekName, type WeekRule, weekAt, weekBefore, weekNamed } from './week.ts';

const DAYS_MS = 24 * 60 * 60_000;

/** Whether all of a week is kept: timelines and the figures of days are deleted after a time. */
const isKept = ({ from }: Week, now: number): boolean =>
  now - from <= Math.min(KEPT_DAYS.timeline, KEPT_DAYS.dailyStats) * DAYS_MS;

/** The weeks of which there is a report, the running one first. */
export const keptWeeks = (now: number, rule: WeekRule): Week[] => {
  const weeks: Week[] = [];
  for (let week = weekAt(now, rule); isKept(week, now); week = weekBefore(week, 1, rule)) weeks.push(week);
  return weeks;
};

/** The week of a name, if there is such a week, it has begun, and it is kept. */
export const keptWeek = (name: WeekName, now: number, rule: WeekRule): Week | undefined => {
  const week = weekNamed(name, rule);
  return week && week.from <= now && isKept(week, now) ? week : undefined;
};
