import { type Incident, OPEN_LIST } from '../../domain/incidents/incident.ts';
import { type Month, monthBefore, monthOf } from '../../domain/incidents/month.ts';
import { plural } from '../../messages/sections/phrases.ts';
import { utcTime } from '../../messages/text/time.ts';
import { BarChart } from '../components/bar-chart.tsx';
import { IncidentRow } from '../components/incident-row.tsx';
import { MonthTable } from '../components/month-table.tsx';
import { Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { type Asked, SearchForm } from '../components/search-form.tsx';
import { Totals } from '../components/totals.tsx';
import { barsOf } from '../search/bars.ts';
import type { PeriodStatistics } from '../search/incident-statistics.ts';
import type { Period } from '../search/period.ts';
import { countWords } from '../view/labels.ts';
import { monthName } from '../view/months.ts';
import { queryOf } from '../view/paths.ts';
import type { View } from '../view/view.ts';

/** A page of what was found. */
export type HistoryList = {
  months: Period | undefined;
  incidents: Incident[];
  invalidItem: number;
  statistics: PeriodStatistics;
  isFirst: boolean;
  next?: string;
  /** How far was looked, where that was not to the end. */
  searchedTo?: string;
};

type Props = { view: View; asked: Asked } & ({ list: HistoryList } | { problem: string });

/** Of the twelve months up to now. */
export const YEAR = 'year';
const MONTHS_LISTED = 12;

const nameOf = (list: string): string => {
  if (list === OPEN_LIST) return 'Not settled yet';
  return list === YEAR ? 'Last 12 months' : monthName(list);
};

/** The lists that can be chosen: what is open, a year, and a year of months; behind the last of them the year before it. */
const periodsOf = ({ now }: View, asked: string): (readonly [string, string])[] => {
  const thisMonth = monthOf(now);
  const isMonth = asked !== OPEN_LIST && asked !== YEAR;
  const isOlder = isMonth && asked <= monthBefore(thisMonth, MONTHS_LISTED - 1);
  const first = isOlder ? asked : thisMonth;
  const months = Array.from({ length: MONTHS_LISTED }, (_, back) => monthBefore(first, back));
  const all = [...new Set([OPEN_LIST, YEAR, thisMonth, ...months])];
  return all.map((one, index) => [one, `${nameOf(one)}${index === all.length - 1 ? ' and before' : ''}`]);
};

const isFiltered = ({ q, endpoint, family, cause }: Asked): boolean =>
  [q, endpoint, family, cause].some((one) => one !== '');

/** What was, by the month of the opening, and what it came to. */
export const HistoryPage = (props: Props) => {
  const { view, asked } = props;
  const title = 'problem' in props ? 'History' : nameOf(asked.list);
  return (
    <Page title={title === 'History' ? title : `History: ${title}`} view={view} tab="history">
      <h1>{title}</h1>
      <SearchForm
        asked={asked}
        periods={periodsOf(view, 'problem' in props ? monthOf(view.now) : asked.list)}
      />
      {'problem' in props ? (
        <Note tone="bad">
          {props.problem.split('\n').map((line) => (
            <span class="foreign">{line}</span>
          ))}
        </Note>
      ) : (
        <Found view={view} asked={asked} list={props.list} />
      )}
    </Page>
  );
};

const Found = ({ view, asked, list }: { view: View; asked: Asked; list: HistoryList }) => {
  const { months, statistics, incidents, invalidItem } = list;
  return (
    <>
      <Totals statistics={statistics.total} isWhole={statistics.isWhole} />
      {months && (
        <BarChart
          title={months.length === 1 ? 'Incidents by day (UTC)' : 'Incidents by month (UTC)'}
          unit={months.length === 1 ? 'Day' : 'Month'}
          bars={barsOf(months, statistics.days)}
        />
      )}
      {months && months.length > 1 && (
        <MonthTable
          months={statistics.months}
          nameOf={monthName}
          pathOf={(month: Month) => `/console/history${queryOf({ ...asked, list: month })}`}
        />
      )}
      {invalidItem > 0 && (
        <Note tone="bad">{plural(invalidItem, 'incident')} on this page could not be read.</Note>
      )}
      {incidents.length === 0 ? (
        <Nothing asked={asked} list={list} />
      ) : (
        <ul class="rows">
          {incidents.map((incident) => (
            <IncidentRow incident={incident} view={view} />
          ))}
        </ul>
      )}
      <Pages asked={asked} list={list} />
    </>
  );
};

const Nothing = ({ asked, list: { isFirst, next, searchedTo } }: { asked: Asked; list: HistoryList }) => {
  if (next !== undefined)
    return (
      <Note tone="plain">
        Nothing here{searchedTo !== undefined && ` down to ${utcTime(Date.parse(searchedTo))}`}, and there is
        more to look through: go on with Older.
      </Note>
    );
  return (
    <div class="card quiet">
      <strong>{isFirst ? 'No incident' : 'No more'}</strong>
      {isFiltered(asked)
        ? 'Nothing fits what was asked for.'
        : asked.list === OPEN_LIST
          ? 'Nothing is failing, and every alert about what failed has been sent.'
          : 'None opened in this time.'}
    </div>
  );
};

const exportQuery = ({ list, ...filter }: Asked, months: Period | undefined): string => {
  if (!months) return queryOf({ state: 'open', ...filter });
  return months.length === 1
    ? queryOf({ month: list, ...filter })
    : queryOf({ from: months.at(-1), to: months.at(0), ...filter });
};

const Pages = ({ asked, list }: { asked: Asked; list: HistoryList }) => {
  const { incidents, next, isFirst, statistics, months } = list;
  const query = exportQuery(asked, months);
  const total = { count: statistics.total.incidents, isWhole: statistics.isWhole };
  return (
    <nav class="pages" aria-label="Pages">
      {(next !== undefined || !isFirst) && (
        <span>
          {incidents.length} of {countWords(total)}
        </span>
      )}
      {!isFirst && <a href={`/console/history${queryOf(asked)}`}>Newest</a>}
      {next !== undefined && <a href={`/console/history${queryOf({ ...asked, after: next })}`}>Older</a>}
      <a href={`/api/v1/incidents.csv${query}`}>CSV</a>
      <a href={`/api/v1/incidents.ndjson${query}`}>NDJSON</a>
      {months && <a href={`/api/v1/incidents/statistics.csv${query}`}>Totals as CSV</a>}
    </nav>
  );
};
