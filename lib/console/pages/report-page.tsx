import type { Week } from '../../domain/reports/week.ts';
import type { WeeklyReport } from '../../domain/reports/weekly-report.ts';
import { REPORT_LINES } from '../../messages/language/phrases/reports.ts';
import { say } from '../../messages/language/say.ts';
import { zoneIn } from '../../messages/language/times.ts';
import { dutyIn, wokenIn } from '../../messages/report/duty-words.ts';
import { daysOfWeekIn, weekNumber } from '../../messages/report/week-words.ts';
import { inEnglish } from '../../messages/sections/message.ts';
import { plural, shortCause } from '../../messages/sections/phrases.ts';
import { BarChart } from '../components/bar-chart.tsx';
import { Improvements } from '../components/improvements.tsx';
import { Page } from '../components/page.tsx';
import { ReportEndpoints } from '../components/report-endpoints.tsx';
import { ReportLimits } from '../components/report-limits.tsx';
import { WeekTotals } from '../components/week-totals.tsx';
import { dayName } from '../view/months.ts';
import { reportPath } from '../view/paths.ts';
import type { View } from '../view/view.ts';

type Props = {
  view: View;
  report: WeeklyReport;
  /** The weeks of which there are reports, the latest first. */
  weeks: readonly Week[];
};

/** What a week came to. */
export const ReportPage = ({ view, report, weeks }: Props) => {
  const { week, isOver } = report;
  const { from, to } = daysOfWeekIn(week, inEnglish(view));
  return (
    <Page title={`Week ${weekNumber(week)}`} view={view} tab="none">
      <p class="eyebrow">
        <a href="/console/reports">Weekly reports</a>
        <span>{week.name}</span>
      </p>
      <h1>Week {weekNumber(week)}</h1>
      <p class="lead">
        {from} to {to} ({zoneIn(inEnglish(view).oncall)}){!isOver && ', so far'}
      </p>
      <WeekTotals report={report} />
      <BarChart
        title="Incidents by day of their opening"
        unit="Day"
        bars={report.days.map(({ day, critical, others }) => ({ label: dayName(day), critical, others }))}
      />
      <h2>What to improve</h2>
      <Improvements improvements={report.improvements} view={view} />
      <h2>Endpoints</h2>
      <ReportEndpoints report={report} view={view} />
      {report.causes.length > 0 && (
        <>
          <h2>Why</h2>
          <ul class="rows">
            {report.causes.map(({ cause, incidents }) => (
              <li>
                <span>{shortCause(cause)}</span>
                <span class="soft">{plural(incidents, 'incident')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>Who was woken</h2>
      <Woken report={report} />
      {report.duties.length > 0 && <Duties report={report} view={view} />}
      <ReportLimits report={report} view={view} />
      <Neighbours week={week} weeks={weeks} />
    </Page>
  );
};

const Woken = ({ report }: { report: WeeklyReport }) => (
  <>
    {report.woken.length === 0 ? (
      <p>{say('en', REPORT_LINES.nobodyWoken, {})}</p>
    ) : (
      <ul class="rows">
        {report.woken.map((one) => (
          <li>
            <p>{wokenIn('en', one, report)}</p>
          </li>
        ))}
      </ul>
    )}
    <p class="soft">{say('en', REPORT_LINES.emails, { count: report.alerts.emails })}</p>
  </>
);

const Duties = ({ report: { duties }, view }: { report: WeeklyReport; view: View }) => (
  <>
    <h2>On duty</h2>
    <ul class="rows">
      {duties.map((duty) => (
        <li>
          <p>{dutyIn(duty, inEnglish(view))}</p>
        </li>
      ))}
    </ul>
    <p class="soft">{say('en', REPORT_LINES.dutyNow, {})}</p>
  </>
);

const Neighbours = ({ week, weeks }: { week: Week; weeks: readonly Week[] }) => {
  const place = weeks.findIndex(({ name }) => name === week.name);
  const [before, after] = [weeks[place + 1], weeks[place - 1]];
  return (
    <nav class="pages" aria-label="Weeks">
      {before && <a href={reportPath(before.name)}>Week {weekNumber(before)}</a>}
      {after && <a href={reportPath(after.name)}>Week {weekNumber(after)}</a>}
      <a href={`/api/v1/reports/${week.name}`}>JSON</a>
    </nav>
  );
};
