import { type Cursor, type IncidentPage, readShelf } from '../../adapters/dynamodb/list-incidents.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import type { IncidentQuery, Sort } from '../../domain/api/schemas.ts';
import { type Incident, OPEN_SHELF } from '../../domain/incidents/incident.ts';
import { described } from '../../messages/sections/phrases.ts';
import { CursorText, cursorText } from '../request/cursor.ts';
import type { View } from '../view/view.ts';

const READ_AT_ONCE = 200;
const QUERIES = 10;

/** The open shelf in another order than that of its index is read whole; beyond this it is a storm of storms. */
const OPEN_LIMIT = 2000;

export type Listed = { incidents: Incident[]; next?: string } | { problem: string };

const matches = (
  incident: Incident,
  { severity, family, source }: IncidentQuery,
  { oncall }: View,
): boolean => {
  const is = described(incident, oncall);
  return (
    (severity === undefined || is.severity === severity) &&
    (family === undefined || is.family === family) &&
    (source === undefined || Object.hasOwn(incident.sources, source))
  );
};

const isByOpening = (sort: Sort): boolean => sort === 'openedAt' || sort === '-openedAt';

/** Incidents by filter, in order, page by page. */
export const listIncidents = (store: Store, query: IncidentQuery, view: View): Promise<Listed> => {
  if (query.state !== undefined && query.month !== undefined) return Promise.resolve({ problem: NOT_BOTH });
  if (isByOpening(query.sort)) return byOpening(store, query, view);
  return query.month === undefined
    ? sortedOpen(store, query, view)
    : Promise.resolve({ problem: ONLY_OPENING });
};

const NOT_BOTH = 'a month holds what is settled: not with state=open';
const ONLY_OPENING = 'a month is sorted by openedAt or -openedAt only';
const NO_CURSOR = 'after is not the next of a page of this list';

const byOpening = async (store: Store, query: IncidentQuery, view: View): Promise<Listed> => {
  const cursor = CursorText.optional().safeParse(query.after);
  if (!cursor.success) return { problem: NO_CURSOR };
  const shelf = query.month ?? OPEN_SHELF;
  const found: Incident[] = [];
  let after: Cursor | undefined = cursor.data;
  for (let round = 0; round < QUERIES; round++) {
    const page: IncidentPage = await readShelf(store, shelf, {
      limit: READ_AT_ONCE,
      newestFirst: query.sort === '-openedAt',
      after,
    });
    found.push(...page.incidents.filter((incident) => matches(incident, query, view)));
    after = page.next;
    if (!after || found.length > query.limit) break;
  }
  const incidents = found.slice(0, query.limit);
  const last = incidents.at(-1);
  const next = found.length > query.limit && last ? last : after;
  return { incidents, ...(next && { next: cursorText(cursorOf(next)) }) };
};

const cursorOf = ({ endpointKey, number, openedAt }: Cursor): Cursor => ({ endpointKey, number, openedAt });

const ORDERS: Record<'lastAt' | 'count', (a: Incident, b: Incident) => number> = {
  lastAt: (a, b) => Date.parse(a.lastAt) - Date.parse(b.lastAt),
  count: (a, b) => a.count - b.count,
};

const sortedOpen = async (store: Store, query: IncidentQuery, view: View): Promise<Listed> => {
  if (!/^\d{1,9}$/.test(query.after ?? '0')) return { problem: NO_CURSOR };
  const begin = Number(query.after ?? 0);
  const all: Incident[] = [];
  let after: Cursor | undefined;
  do {
    const page: IncidentPage = await readShelf(store, OPEN_SHELF, { limit: READ_AT_ONCE, after });
    all.push(...page.incidents);
    after = page.next;
  } while (after && all.length < OPEN_LIMIT);
  const isDown = query.sort.startsWith('-');
  const order = ORDERS[query.sort.endsWith('count') ? 'count' : 'lastAt'];
  const sorted = all
    .filter((incident) => matches(incident, query, view))
    .toSorted((a, b) => (isDown ? order(b, a) : order(a, b)));
  const end = begin + query.limit;
  return { incidents: sorted.slice(begin, end), ...(sorted.length > end && { next: String(end) }) };
};
