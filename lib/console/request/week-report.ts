import { keptWeek } from '../../domain/reports/kept-weeks.ts';
import { weekRule } from '../../domain/reports/send-time.ts';
import { WeekName } from '../../domain/reports/week.ts';
import { type WeeklyReport, weeklyReport } from '../../domain/reports/weekly-report.ts';
import { readWeek } from '../../use-cases/reports/read-week.ts';
import type { Ctx } from './context.ts';

/** The report of the week that a path names, made from what is stored; nothing if there is no such week, or no longer. */
export const reportAsked = async (context: Ctx): Promise<WeeklyReport | undefined> => {
  const { run } = context.env;
  const now = run.now().getTime();
  const name = WeekName.safeParse(context.req.param('week')).data;
  const week = name === undefined ? undefined : keptWeek(name, now, weekRule(run.oncall));
  return week && weeklyReport(await readWeek(run.store, week, run.oncall), week, run.oncall, now);
};
