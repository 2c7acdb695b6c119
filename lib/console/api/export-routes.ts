import type { Store } from '../../adapters/dynamodb/store.ts';
import { IncidentQuery, NotificationsQuery } from '../../domain/api/queries.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Ctx } from '../request/context.ts';
import { problemAnswer } from '../request/problem-response.ts';
import { listIncidents, type Sorted, sortedOpen, wholeRows } from '../search/list-incidents.ts';
import { conflictIn, isByOpening } from '../search/period.ts';
import type { Page } from '../search/rows.ts';
import { type View, viewOf } from '../view/view.ts';
import { incidentCsv, notificationCsv } from './csv.ts';
import { exported, type Format } from './exports.ts';
import { shapesOf } from './incident-shape.ts';
import { incidentAsked, notificationsPage, queryBy } from './request.ts';
import { notificationShape } from './serialize.ts';

/** The rows of one read; an export reads as many pages as fit. */
const EXPORT_PAGE = 100;
/** Sorting reads the whole list, so it is done once for more rows than a part holds. */
const SORTED = 20_000;

type Asked = { query: IncidentQuery; store: Store; view: View };

/** Reads one page, or says what is wrong with the query. */
type ReadPage = (after: string | undefined) => Promise<Page<Incident> | { problem: string }>;

const openingReader =
  ({ query: { after: _, ...rest }, store, view }: Asked): ReadPage =>
  (after) =>
    listIncidents(store, { ...rest, limit: EXPORT_PAGE, ...(after !== undefined && { after }) }, view);

/** Reads a page of a list that is sorted once for a whole part. */
const sortedReader = ({ query: { after: _, ...rest }, store, view }: Asked): ReadPage => {
  let sorted: Sorted | undefined;
  let done = 0;
  return async (after) => {
    if (!sorted || done >= sorted.rows.length) {
      const query = { ...rest, limit: SORTED, ...(after !== undefined && { after }) };
      const read = await sortedOpen(store, query, view);
      if ('problem' in read) return read;
      [sorted, done] = [read, 0];
    }
    const { rows, next } = sorted;
    const shown = rows.slice(done, done + EXPORT_PAGE);
    done += shown.length;
    return {
      rows: await wholeRows(store, shown),
      next: done < rows.length ? shown.at(-1)?.after : next,
    };
  };
};

export const incidentExport = (format: Format) => async (context: Ctx) => {
  const query = queryBy(context, IncidentQuery);
  if (query instanceof Response) return query;
  const view = viewOf(context.env.run);
  const { store } = context.env.run;
  const conflict = conflictIn(query, view.now);
  if (conflict !== undefined) return problemAnswer(context, 400, conflict);
  const read = (isByOpening(query) ? openingReader : sortedReader)({ query, store, view });
  const first = await read(query.after);
  if ('problem' in first) return problemAnswer(context, 400, first.problem);
  let begun: Page<Incident> | undefined = first;
  return exported(context, {
    format,
    name: 'incidents',
    csv: incidentCsv(view.now),
    read: async (after) => {
      const page = begun ?? (await read(after));
      begun = undefined;
      if ('problem' in page) throw new Error(page.problem);
      const { rows, next } = page;
      const shapeOf = await shapesOf(
        store,
        rows.map(({ value }) => value),
        view,
      );
      return { rows: rows.map((row) => ({ ...row, value: shapeOf(row.value) })), next };
    },
  });
};

export const notificationExport = (format: Format) => async (context: Ctx) => {
  const query = queryBy(context, NotificationsQuery);
  if (query instanceof Response) return query;
  const incident = await incidentAsked(context);
  if (incident instanceof Response) return incident;
  return exported(context, {
    format,
    name: 'notifications',
    csv: notificationCsv(context.env.run.now().getTime()),
    read: async (after) => {
      const { notifications, next } = await notificationsPage(
        context,
        incident,
        { ...query, after },
        EXPORT_PAGE,
      );
      return {
        rows: notifications.map((one) => ({
          value: notificationShape(one, viewOf(context.env.run)),
          after: one.id,
        })),
        next,
      };
    },
  });
};
