import type { Count } from '../../adapters/dynamodb/count-items.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { OPEN_SHELF } from '../../domain/incidents/incident.ts';
import { plural } from '../../messages/sections/phrases.ts';
import { IncidentRow } from '../components/incident-row.tsx';
import { Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { countWords } from '../view/labels.ts';
import { queryOf } from '../view/paths.ts';
import type { View } from '../view/view.ts';

type Props = {
  view: View;
  shelf: string;
  incidents: Incident[];
  misfit: number;
  /** How many the list holds on all pages. */
  total: Count;
  isFirst: boolean;
  next?: string;
};

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

const nameOf = (shelf: string): string => {
  const [year, month] = shelf.split('-');
  return shelf === OPEN_SHELF ? 'Not settled yet' : `${MONTHS[Number(month) - 1]} ${year}`;
};

const monthBefore = (month: string, back: number): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 - back, 1)).toISOString().slice(0, 'YYYY-MM'.length);
};

const MONTHS_LISTED = 12;

/** The lists that can be chosen: what is open, and a year of months; behind the last of them the year before it. */
const shelvesOf = ({ now }: View, asked: string): string[] => {
  const thisMonth = new Date(now).toISOString().slice(0, 'YYYY-MM'.length);
  const isOlder = asked !== OPEN_SHELF && asked <= monthBefore(thisMonth, MONTHS_LISTED - 1);
  const first = isOlder ? asked : thisMonth;
  const months = Array.from({ length: MONTHS_LISTED }, (_, back) => monthBefore(first, back));
  return [...new Set([OPEN_SHELF, thisMonth, ...months])];
};

/** What was, month by month of the opening. */
export const HistoryPage = ({ view, shelf, incidents, misfit, total, isFirst, next }: Props) => {
  const filter = shelf === OPEN_SHELF ? { state: 'open' } : { month: shelf };
  return (
    <Page title="History" view={view} tab="history">
      <h1>{nameOf(shelf)}</h1>
      <form method="get" action="/console/history">
        <div class="fields">
          <div>
            <label for="shelf">Month of the opening</label>
            <select id="shelf" name="shelf">
              {shelvesOf(view, shelf).map((one, index, all) => (
                <option value={one} selected={one === shelf}>
                  {nameOf(one)}
                  {index === all.length - 1 && ' and before'}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" class="plain">
            Show
          </button>
        </div>
      </form>
      {misfit > 0 && <Note tone="bad">{plural(misfit, 'incident')} on this page could not be read.</Note>}
      {incidents.length === 0 ? (
        <div class="card quiet">
          <strong>{isFirst ? 'No incident' : 'No more'}</strong>
          {shelf === OPEN_SHELF
            ? 'Nothing is failing, and everybody was told of what was.'
            : 'None that was opened in this month and is settled.'}
        </div>
      ) : (
        <ul class="rows">
          {incidents.map((incident) => (
            <IncidentRow incident={incident} view={view} />
          ))}
        </ul>
      )}
      <nav class="pages" aria-label="Pages">
        {(next !== undefined || !isFirst) && (
          <span>
            {incidents.length} of {countWords(total)}
          </span>
        )}
        {!isFirst && <a href={`/console/history${queryOf({ shelf })}`}>Newest</a>}
        {next !== undefined && <a href={`/console/history${queryOf({ shelf, after: next })}`}>Older</a>}
        <a href={`/api/v1/incidents.csv${queryOf(filter)}`}>CSV</a>
        <a href={`/api/v1/incidents.ndjson${queryOf(filter)}`}>NDJSON</a>
      </nav>
    </Page>
  );
};
