import * as z from 'zod';
import type { Count } from '../../adapters/dynamodb/count-items.ts';
import { countList, type Summary } from '../../adapters/dynamodb/incident-summaries.ts';
import { readReadable } from '../../adapters/dynamodb/list-incidents.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import { keepBest } from '../../domain/api/best.ts';
import type { IncidentQuery, Sort } from '../../domain/api/queries.ts';
import { type Incident, incidentIdOf } from '../../domain/incidents/incident.ts';
import { opaqueCursor } from '../request/cursor.ts';
import type { View } from '../view/view.ts';
import { arePlacesIn, findIncidents, Places } from './find-incidents.ts';
import { eachFound } from './incident-statistics.ts';
import { hasFilter, matches, needsTexts } from './matches.ts';
import { conflictIn, isByOpening, listsOf, type Period, periodOf } from './period.ts';
import type { Page, Row } from './rows.ts';

/** A filter that matches little must not read a whole year for one page. */
const QUERIES = { short: 20, whole: 10 };

export type Listed = Page<Incident> & { invalidItem: number; total?: Count; searchedTo?: string };

const NO_CURSOR = 'after: expected the next of a page of this very list';

/** Incidents by filter, in order, page by page; each row with the cursor behind it. */
export const listIncidents = async (
  store: Store,
  query: IncidentQuery,
  view: View,
): Promise<Listed | { problem: string }> => {
  const problem = conflictIn(query, view.now);
  if (problem !== undefined) return { problem };
  return isByOpening(query) ? byOpening(store, query, view) : sortedPage(store, query, view);
};

const monthsOf = (query: IncidentQuery, view: View): Period | undefined => {
  const period = periodOf(query, view.now);
  return 'problem' in period ? undefined : period.months;
};

/** How many the lists hold, where that costs no more than counting. */
export const totalOf = async (store: Store, query: IncidentQuery, view: View): Promise<Count | undefined> => {
  if (hasFilter(query)) return undefined;
  const parts = listsOf(monthsOf(query, view)).flat();
  const counts = await Promise.all(parts.map(({ list, opened }) => countList(store, list, opened)));
  return {
    count: counts.reduce((sum, { count }) => sum + count, 0),
    isWhole: counts.every(({ isWhole }) => isWhole),
  };
};

const listName = (query: IncidentQuery, months: Period | undefined): string =>
  `incidents ${months?.at(-1) ?? 'open'} ${months?.at(0) ?? ''} ${query.sort}`;

const byOpening = async (
  store: Store,
  query: IncidentQuery,
  view: View,
): Promise<Listed | { problem: string }> => {
  const months = monthsOf(query, view);
  const runs = listsOf(months);
  const cursor = opaqueCursor(listName(query, months), Places);
  const begin = cursor.text.optional().safeParse(query.after);
  if (!begin.success || (begin.data && !arePlacesIn(runs, begin.data))) return { problem: NO_CURSOR };
  const isPlain = !hasFilter(query);
  const isWhole = isPlain || needsTexts(query);
  const reading = {
    store,
    isWhole,
    newestFirst: query.sort === '-openedAt',
    queries: (isWhole ? QUERIES.whole : QUERIES.short) + runs.flat().length,
    ...(isPlain && { limit: query.limit + 1 }),
  };
  const { rows, invalidItem, next, searchedTo } = await findIncidents(reading, {
    runs,
    filter: query,
    limit: query.limit,
    begin: begin.data,
    view,
  });
  return {
    rows: await wholeRows(
      store,
      rows.map(({ value, after }) => ({ value, after: cursor.write(after) })),
    ),
    invalidItem,
    ...(next && { next: cursor.write(next) }),
    ...(searchedTo !== undefined && { searchedTo }),
  };
};

/** The incidents of some rows, as they are now; those in their short form are read. */
export const wholeRows = async (
  store: Store,
  rows: readonly Row<Incident | Short>[],
): Promise<Row<Incident>[]> => {
  const short = rows.map(({ value }) => value).filter((value) => !('sample' in value));
  const read = new Map((await readReadable(store, short)).map((one) => [incidentIdOf(one), one]));
  return rows.flatMap(({ value, after }) => {
    const whole = 'sample' in value ? value : read.get(incidentIdOf(value));
    return whole ? [{ value: whole, after }] : [];
  });
};

/** What a list is sorted by, and what distinguishes equal entries. */
const Place = z.strictObject({
  by: z.union([z.number(), z.string().max(64)]),
  endpointKey: z.string().max(2048),
  number: z.number(),
});
type Place = z.infer<typeof Place>;

const compare = <Value extends string | number>(a: Value, b: Value): number => (a < b ? -1 : Number(a > b));

const orderOf =
  (sort: Sort) =>
  (a: Place, b: Place): number =>
    (sort.startsWith('-') ? -1 : 1) * compare(a.by, b.by) ||
    compare(a.endpointKey, b.endpointKey) ||
    a.number - b.number;

/** As much of an incident as sorting needs. */
type Short = Pick<Summary, 'endpointKey' | 'number' | 'count' | 'lastAt'>;

/** The part of the open list after `query.after`, in another order than that of its index, in short forms. */
export type Sorted = Page<Short> & { total: Count; invalidItem: number };

/** Reads the open list whole, page by page; no more than `query.limit` of it is kept. */
export const sortedOpen = async (
  store: Store,
  query: Omit<IncidentQuery, 'limit'> & { limit: number },
  view: View,
): Promise<Sorted | { problem: string }> => {
  const cursor = opaqueCursor(listName(query, undefined), Place);
  const begin = cursor.text.optional().safeParse(query.after);
  if (!begin.success) return { problem: NO_CURSOR };
  const order = orderOf(query.sort);
  const placeOf = ({ endpointKey, number, count, lastAt }: Short): Place => ({
    by: query.sort.endsWith('count') ? count : lastAt,
    endpointKey,
    number,
  });
  const best = keepBest<Short>(query.limit + 1, (a, b) => order(placeOf(a), placeOf(b)));
  let total = 0;
  const all = { months: undefined, isWhole: needsTexts(query) };
  const { isWhole, invalidItem } = await eachFound(store, all, (one) => {
    if (!matches(one, query, view)) return;
    total++;
    const { endpointKey, number, count, lastAt } = one;
    const short = { endpointKey, number, count, lastAt };
    if (begin.data === undefined || order(placeOf(short), begin.data) > 0) best.add(short);
  });
  const found = best.list();
  const rows = found.slice(0, query.limit).map((value) => ({ value, after: cursor.write(placeOf(value)) }));
  return {
    rows,
    next: found.length > query.limit ? rows.at(-1)?.after : undefined,
    total: { count: total, isWhole },
    invalidItem,
  };
};

const sortedPage = async (
  store: Store,
  query: IncidentQuery,
  view: View,
): Promise<Listed | { problem: string }> => {
  const sorted = await sortedOpen(store, query, view);
  if ('problem' in sorted) return sorted;
  return { ...sorted, rows: await wholeRows(store, sorted.rows) };
};
