import type { Week } from '../../domain/reports/week.ts';
import { daysOfWeekIn, weekNumber } from '../../messages/report/week-words.ts';
import { inEnglish } from '../../messages/sections/message.ts';
import { plural } from '../../messages/sections/phrases.ts';
import { BarChart } from '../components/bar-chart.tsx';
import { Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { reportPath } from '../view/paths.ts';
import type { View } from '../view/view.ts';

/** How many incidents opened in a week, those of critical endpoints apart. */
export type WeekCount = { week: Week; critical: number; others: number };

type Props = {
  view: View;
  /** The last weeks, the running one first. */
  counted: readonly WeekCount[];
  /** The weeks before them. */
  earlier: readonly Week[];
  isWhole: boolean;
};

const daysOf = (week: Week, view: View): string => {
  const { from, to } = daysOfWeekIn(week, inEnglish(view));
  return `${from} to ${to}`;
};

/** Each week of which there is a report. */
export const ReportsPage = ({ view, counted, earlier, isWhole }: Props) => (
  <Page title="Weekly reports" view={view} tab="none">
    <h1>Weekly reports</h1>
    <p class="lead">
      {view.oncall.weeklyReport === 'off'
        ? 'No report is mailed: weeklyReport in oncall.yml is off.'
        : `The report of each week is mailed to everybody: ${view.oncall.weeklyReport} (${view.oncall.timeZone}).`}
    </p>
    {!isWhole && (
      <Note tone="plain">There is more than can be counted at once: these are at least so many.</Note>
    )}
    <BarChart
      title="Incidents by week of their opening"
      unit="Week"
      bars={counted.toReversed().map(({ week, critical, others }) => ({
        label: `Week ${weekNumber(week)}`,
        critical,
        others,
      }))}
    />
    <ul class="rows">
      {counted.map(({ week, critical, others }, index) => (
        <li>
          <span class="name">
            <a href={reportPath(week.name)}>Week {weekNumber(week)}</a>
          </span>
          <span class="soft">
            {index === 0 && 'so far '}
            {critical + others === 0 ? 'no incident' : plural(critical + others, 'incident')}
          </span>
          <p class="soft">{daysOf(week, view)}</p>
        </li>
      ))}
    </ul>
    {earlier.length > 0 && (
      <details>
        <summary>Earlier weeks</summary>
        <ul>
          {earlier.map((week) => (
            <li>
              <a href={reportPath(week.name)}>{week.name}</a> <small>{daysOf(week, view)}</small>
            </li>
          ))}
        </ul>
      </details>
    )}
  </Page>
);
