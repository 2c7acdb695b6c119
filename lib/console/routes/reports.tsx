import { monthOf, monthsBetween } from '../../domain/incidents/month.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import { keptWeeks } from '../../domain/reports/kept-weeks.ts';
import { weekRule } from '../../domain/reports/send-time.ts';
import { described } from '../../messages/sections/phrases.ts';
import { ErrorPage } from '../pages/error.tsx';
import { ReportPage } from '../pages/report-page.tsx';
import { ReportsPage, type WeekCount } from '../pages/reports-page.tsx';
import type { Ctx } from '../request/context.ts';
import { reportAsked } from '../request/week-report.ts';
import { eachFound } from '../search/incident-statistics.ts';
import { viewOf } from '../view/view.ts';

/** A quarter of a year is counted; the weeks before are listed. */
const COUNTED = 13;

export const reportsPage = async (context: Ctx) => {
  const view = viewOf(context.env.run);
  const weeks = keptWeeks(view.now, weekRule(view.oncall));
  const counted: WeekCount[] = weeks.slice(0, COUNTED).map((week) => ({ week, critical: 0, others: 0 }));
  const first = counted.at(-1)?.week.from ?? view.now;
  const months = monthsBetween(monthOf(first), monthOf(view.now));
  const { isWhole } = await eachFound(context.env.run.store, { months, isWhole: false }, (one) => {
    const at = Date.parse(one.openedAt);
    const line = isTestAlert(one) ? undefined : counted.find(({ week }) => week.from <= at && at < week.to);
    if (line) line[described(one, view.oncall).severity === 'critical' ? 'critical' : 'others'] += 1;
  });
  return context.html(
    <ReportsPage view={view} counted={counted} earlier={weeks.slice(COUNTED)} isWhole={isWhole} />,
  );
};

export const reportPage = async (context: Ctx) => {
  const view = viewOf(context.env.run);
  const report = await reportAsked(context);
  if (!report)
    return context.html(
      <ErrorPage
        view={view}
        headline="No such report"
        words="There is a report of each week that has begun, such as 2026-W48, for about a year back."
      />,
      404,
    );
  return context.html(
    <ReportPage view={view} report={report} weeks={keptWeeks(view.now, weekRule(view.oncall))} />,
  );
};
