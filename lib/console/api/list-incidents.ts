import * as z from 'zod';
import type { Count } from '../../adapters/dynamodb/count-items.ts';
import {
  countList,
  eachSummary,
  readSummaries,
  type Summary,
  type SummaryPage,
} from '../../adapters/dynamodb/incident-summaries.ts';
import {
  Cursor,
  type IncidentPage,
  readReadable,
  readShelf,
} from '../../adapters/dynamodb/list-incidents.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import { keepBest } from '../../domain/api/best.ts';
import type { IncidentQuery, Sort } from '../../domain/api/queries.ts';
import { describeEndpoint } from '../../domain/endpoints/classification.ts';
import { type Incident, OPEN_SHELF } from '../../domain/incidents/incident.ts';
import { isDrill } from '../../domain/incidents/test-alert.ts';
import { opaqueCursor } from '../request/cursor.ts';
import type { View } from '../view/view.ts';
import type { Page } from './fitted.ts';

/** A filter that fits little must not read a whole year for one page. */
const QUERIES = 10;

export type Listed = (Page<Incident> & { total?: Count }) | { problem: string };

const matches = (
  summary: Summary,
  { severity, family, source }: IncidentQuery,
  { oncall }: View,
): boolean => {
  if (isDrill(summary)) return false;
  if (source !== undefined && !Object.hasOwn(summary.sources, source)) return false;
  if (severity === undefined && family === undefined) return true;
  const is = describeEndpoint(summary, oncall);
  return (
    (severity === undefined || is.severity === severity) && (family === undefined || is.family === family)
  );
};

const hasFilter = ({ severity, family, source }: IncidentQuery): boolean =>
  severity !== undefined || family !== undefined || source !== undefined;

const NOT_BOTH = 'a month holds what is settled: not with state=open';
const ONLY_OPENING = 'a month is sorted by openedAt or -openedAt only';
const NO_CURSOR = 'after is not the next of a page of this list';

/** Incidents by filter, in order, page by page; each row with the cursor behind it. */
export const listIncidents = (store: Store, query: IncidentQuery, view: View): Promise<Listed> => {
  if (query.state !== undefined && query.month !== undefined) return Promise.resolve({ problem: NOT_BOTH });
  if (query.sort === 'openedAt' || query.sort === '-openedAt') return byOpening(store, query, view);
  return query.month === undefined
    ? sortedPage(store, query, view)
    : Promise.resolve({ problem: ONLY_OPENING });
};

/** How many the whole list holds, where that costs no more than counting. */
export const totalOf = async (store: Store, query: IncidentQuery): Promise<Count | undefined> =>
  hasFilter(query) ? undefined : countList(store, query.month ?? OPEN_SHELF);

const listName = ({ month = OPEN_SHELF, sort }: IncidentQuery): string => `incidents ${month} ${sort}`;

const byOpening = async (store: Store, query: IncidentQuery, view: View): Promise<Listed> => {
  const cursor = opaqueCursor(listName(query), Cursor);
  const begin = cursor.text.optional().safeParse(query.after);
  if (!begin.success) return { problem: NO_CURSOR };
  const behind = ({ endpointKey, number, openedAt }: Cursor): string =>
    cursor.write({ endpointKey, number, openedAt });
  const range = { newestFirst: query.sort === '-openedAt', after: begin.data };
  if (!hasFilter(query)) return plain(store, query, behind, range);
  const found: Summary[] = [];
  let { after } = range;
  for (let round = 0; round < QUERIES; round++) {
    const page: SummaryPage = await readSummaries(store, query.month ?? OPEN_SHELF, {
      ...range,
      after,
    });
    found.push(...page.summaries.filter((summary) => matches(summary, query, view)));
    after = page.next;
    if (!after || found.length > query.limit) break;
  }
  const shown = found.slice(0, query.limit);
  const next = found.length > query.limit ? shown.at(-1) : after;
  return {
    rows: await rowsOf(store, shown, behind),
    ...(next && { next: behind(next) }),
  };
};

/** A list without a filter: one query, unless what it finds cannot be read. */
const plain = async (
  store: Store,
  query: IncidentQuery,
  behind: (cursor: Cursor) => string,
  range: { newestFirst: boolean; after: Cursor | undefined },
): Promise<Listed> => {
  const found: Incident[] = [];
  let { after } = range;
  for (let round = 0; round < QUERIES; round++) {
    const limit = query.limit + 1 - found.length;
    const page: IncidentPage = await readShelf(store, query.month ?? OPEN_SHELF, { ...range, after, limit });
    found.push(...page.incidents);
    after = page.next;
    if (!after || found.length > query.limit) break;
  }
  const shown = found.slice(0, query.limit);
  const next = found.length > query.limit ? shown.at(-1) : after;
  return {
    rows: shown.map((value) => ({ value, after: behind(value) })),
    ...(next && { next: behind(next) }),
  };
};

/** The incidents of some summaries, as they are now, each with the cursor behind it. */
export const rowsOf = async (
  store: Store,
  shown: readonly Summary[],
  behind: (summary: Summary) => string,
) => {
  const cursors = new Map(shown.map((one) => [`${one.endpointKey} ${one.number}`, behind(one)]));
  return (await readReadable(store, shown)).map((value) => ({
    value,
    after: cursors.get(`${value.endpointKey} ${value.number}`) ?? '',
  }));
};

/** What a list is sorted by, and what tells apart those that are equal in it. */
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

/** What of the open list comes behind `query.after` in another order than that of its index, in its short form. */
export type Sorted = {
  summaries: Summary[];
  behind(summary: Summary): string;
  next?: string;
  total: Count;
};

/** Reads the open list whole, page by page; no more than `query.limit` of it is kept. */
export const sortedOpen = async (
  store: Store,
  query: Omit<IncidentQuery, 'limit'> & { limit: number },
  view: View,
): Promise<Sorted | { problem: string }> => {
  const cursor = opaqueCursor(listName(query), Place);
  const begin = cursor.text.optional().safeParse(query.after);
  if (!begin.success) return { problem: NO_CURSOR };
  const order = orderOf(query.sort);
  const placeOf = ({ endpointKey, number, count, lastAt }: Summary): Place => ({
    by: query.sort.endsWith('count') ? count : lastAt,
    endpointKey,
    number,
  });
  const best = keepBest<Summary>(query.limit + 1, (a, b) => order(placeOf(a), placeOf(b)));
  let count = 0;
  const { isWhole } = await eachSummary(store, OPEN_SHELF, (summary) => {
    if (!matches(summary, query, view)) return;
    count++;
    if (begin.data === undefined || order(placeOf(summary), begin.data) > 0) best.add(summary);
  });
  const found = best.list();
  const summaries = found.slice(0, query.limit);
  const last = summaries.at(-1);
  const behind = (summary: Summary): string => cursor.write(placeOf(summary));
  return {
    summaries,
    behind,
    ...(found.length > query.limit && last && { next: behind(last) }),
    total: { count, isWhole },
  };
};

const sortedPage = async (store: Store, query: IncidentQuery, view: View): Promise<Listed> => {
  const sorted = await sortedOpen(store, query, view);
  if ('problem' in sorted) return sorted;
  const { summaries, behind, ...rest } = sorted;
  return { rows: await rowsOf(store, summaries, behind), ...rest };
};
