import type { Store } from '../../adapters/dynamodb/store.ts';
import { IncidentQuery, NotificationsQuery } from '../../domain/api/queries.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Ctx } from '../request/context.ts';
import { problemAnswer } from '../request/problem-response.ts';
import { type View, viewOf } from '../view/view.ts';
import { incidentCsv, notificationCsv } from './csv.ts';
import { exported, type Format } from './exports.ts';
import type { Page } from './fitted.ts';
import { shapesOf } from './incident-shape.ts';
import { listIncidents, type Sorted, sortedOpen, wholeRows } from './list-incidents.ts';
import { incidentAsked, notificationsPage, queryBy } from './request.ts';
import { notificationShape } from './serialize.ts';

/** The rows of one read; an export reads as many pages as fit. */
const EXPORT_PAGE = 100;
/** Sorting reads the whole list, so it is done once for more rows than a part holds. */
const SORTED = 20_000;

type Asked = { query: IncidentQuery; store: Store; view: View };

const byOpening = async ({ query: { after: _, ...rest }, store, view }: Asked, after: string | undefined) => {
  const query = { ...rest, limit: EXPORT_PAGE, ...(after !== undefined && { after }) };
  const listed = await listIncidents(store, query, view);
  if ('problem' in listed) throw new Error(listed.problem);
  return listed;
};

/** Reads a page of a list that is sorted once for a whole part. */
const sortedReader = ({ query: { after: _, ...rest }, store, view }: Asked) => {
  let sorted: Sorted | undefined;
  let done = 0;
  return async (after: string | undefined): Promise<Page<Incident>> => {
    if (!sorted || done >= sorted.rows.length) {
      const query = { ...rest, limit: SORTED, ...(after !== undefined && { after }) };
      const read = await sortedOpen(store, query, view);
      if ('problem' in read) throw new Error(read.problem);
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
  const first = await listIncidents(store, { ...query, limit: 1 }, view);
  if ('problem' in first) return problemAnswer(context, 400, first.problem);
  const asked = { query, store, view };
  const sorted = sortedReader(asked);
  const isByOpening = query.sort.endsWith('openedAt');
  return exported(context, {
    format,
    name: 'incidents',
    csv: incidentCsv(view.now),
    read: async (after) => {
      const { rows, next } = await (isByOpening ? byOpening(asked, after) : sorted(after));
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
