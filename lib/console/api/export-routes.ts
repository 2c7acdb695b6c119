import { IncidentQuery, NotificationsQuery } from '../../domain/api/schemas.ts';
import type { Ctx } from '../request/context.ts';
import { problemAnswer } from '../request/problem-response.ts';
import { viewOf } from '../view/view.ts';
import { incidentCsv, notificationCsv } from './csv.ts';
import { exported, type Format } from './exports.ts';
import { listIncidents } from './list-incidents.ts';
import { incidentAsked, notificationsPage, queryBy } from './request.ts';
import { incidentShape, notificationShape } from './serialize.ts';

/** A page of rows that is one read: an export reads as many as fit. Sorting reads the whole list for each page. */
const EXPORT_PAGE = 100;
const SORTED_EXPORT_PAGE = 1000;

export const incidentExport = (format: Format) => async (context: Ctx) => {
  const query = queryBy(context, IncidentQuery);
  if (query instanceof Response) return query;
  const view = viewOf(context.env.work);
  const { store } = context.env.work;
  const first = await listIncidents(store, { ...query, limit: 1 }, view);
  if ('problem' in first) return problemAnswer(context, 400, first.problem);
  const limit = query.sort.endsWith('openedAt') ? EXPORT_PAGE : SORTED_EXPORT_PAGE;
  return exported(context, {
    format,
    name: 'incidents',
    csv: incidentCsv(view.now),
    read: async (after) => {
      const { after: _, ...rest } = query;
      const listed = await listIncidents(
        store,
        { ...rest, limit, ...(after !== undefined && { after }) },
        view,
      );
      if ('problem' in listed) throw new Error(listed.problem);
      const { rows, next } = listed;
      return { rows: rows.map((row) => ({ ...row, value: incidentShape(row.value, view) })), next };
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
    csv: notificationCsv(context.env.work.now().getTime()),
    read: async (after) => {
      const { notifications, next } = await notificationsPage(
        context,
        incident,
        { ...query, after },
        EXPORT_PAGE,
      );
      return {
        rows: notifications.map((one) => ({ value: notificationShape(one), after: one.id })),
        next,
      };
    },
  });
};
