import { Hono } from 'hono';
import { decodeTime, isValid } from 'ulid';
import * as z from 'zod';
import { daysOf } from '../../adapters/dynamodb/daily-stats.ts';
import { readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { readHistory } from '../../adapters/dynamodb/list-incidents.ts';
import { readNotificationsOf } from '../../adapters/dynamodb/list-notifications.ts';
import { listWatched } from '../../adapters/dynamodb/monitors.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { readTimeline } from '../../adapters/dynamodb/timeline.ts';
import { openapi } from '../../domain/api/openapi.ts';
import {
  DrillRequest,
  IncidentQuery,
  NotificationsQuery,
  PageQuery,
  TimelineQuery,
} from '../../domain/api/schemas.ts';
import { isKeyLike } from '../../domain/endpoints/endpoint.ts';
import { type Incident, incidentKeyOf } from '../../domain/incidents/incident.ts';
import { act } from '../../use-cases/incidents/perform-action.ts';
import { drillKey, drillProgress } from '../../use-cases/incidents/test-alert.ts';
import type { Bindings, Ctx, Variables } from '../request/context.ts';
import { CursorText, cursorText } from '../request/cursor.ts';
import { lateProbes } from '../request/late-probes.ts';
import { misfit } from '../request/log-invalid-item.ts';
import { readRequest } from '../request/parse-action.ts';
import { problemAnswer } from '../request/problem-response.ts';
import { sourcesSeen } from '../request/sources-seen.ts';
import { postDrill } from '../request/start-test-alert.ts';
import { silenceNow } from '../view/active-silence.ts';
import { viewOf } from '../view/view.ts';
import { authorised } from './auth.ts';
import { exported, type Format } from './exports.ts';
import { listIncidents } from './list-incidents.ts';
import { endpointShape, monitorOf, postEndpointAction } from './monitor.ts';
import {
  dayShape,
  entryShape,
  incidentShape,
  notificationShape,
  silenceShape,
  watchedShape,
} from './serialize.ts';

/** A page of rows that is one read: an export reads as many as fit. */
const EXPORT_PAGE = 1000;
const WATCHED_READ = 200;
const DAYS = 30;
const NEVER_HEARD_OF = 'nothing was ever heard of such an endpoint';

/** Everything that the pages show and do, for programs. */
export const api = new Hono<{ Bindings: Bindings; Variables: Variables }>();

api.get('/openapi.json', (context) => context.json(openapi()));
api.use(authorised);

/** The query by its schema, or the answer that says what is wrong with it. */
const queryBy = <Schema extends z.ZodType>(context: Ctx, schema: Schema): z.infer<Schema> | Response => {
  const twice = Object.entries(context.req.queries()).find(([, values]) => values.length > 1);
  // The first alone would be a filter that is not the one asked for.
  if (twice) return problemAnswer(context, 400, 'a parameter stands more than once');
  const result = schema.safeParse(context.req.query());
  return result.success ? result.data : problemAnswer(context, 400, z.prettifyError(result.error));
};

const incidentAsked = async (context: Ctx): Promise<Incident | Response> => {
  const key = incidentKeyOf(context.req.param('incidentId') ?? '');
  const [incident] = key ? await readIncidents(context.env.work.store, [key]) : [];
  return incident ?? problemAnswer(context, 404, 'there is no such incident');
};

api.get('/incidents', async (context) => {
  const query = queryBy(context, IncidentQuery);
  if (query instanceof Response) return query;
  const view = viewOf(context.env.work);
  const listed = await listIncidents(context.env.work.store, query, view);
  if ('problem' in listed) return problemAnswer(context, 400, listed.problem);
  const { incidents, next } = listed;
  return context.json({ items: incidents.map((one) => incidentShape(one, view)), ...(next && { next }) });
});

const incidentExport = (format: Format) => async (context: Ctx) => {
  const query = queryBy(context, IncidentQuery);
  if (query instanceof Response) return query;
  const view = viewOf(context.env.work);
  const first = await listIncidents(context.env.work.store, { ...query, limit: 1 }, view);
  if ('problem' in first) return problemAnswer(context, 400, first.problem);
  return exported(context, {
    format,
    name: 'incidents',
    read: async (after) => {
      const { after: _, ...rest } = query;
      const asked = { ...rest, limit: EXPORT_PAGE, ...(after !== undefined && { after }) };
      const listed = await listIncidents(context.env.work.store, asked, view);
      if ('problem' in listed) throw new Error(listed.problem);
      return { rows: listed.incidents.map((one) => incidentShape(one, view)), next: listed.next };
    },
  });
};
api.get('/incidents.csv', incidentExport('csv'));
api.get('/incidents.ndjson', incidentExport('ndjson'));

api.get('/incidents/:incidentId', async (context) => {
  const incident = await incidentAsked(context);
  return incident instanceof Response
    ? incident
    : context.json(incidentShape(incident, viewOf(context.env.work)));
});

api.get('/incidents/:incidentId/timeline', async (context) => {
  const query = queryBy(context, TimelineQuery);
  if (query instanceof Response) return query;
  const incident = await incidentAsked(context);
  if (incident instanceof Response) return incident;
  const { entries, next } = await readTimeline(context.env.work.store, incident.incidentId, {
    ...query,
    newestFirst: true,
  });
  return context.json({ items: entries.map(entryShape), ...(next !== undefined && { next }) });
});

const notificationsPage = (
  { env }: Ctx,
  incident: Incident,
  { code, source, q, after }: z.infer<typeof NotificationsQuery>,
  limit: number,
) => readNotificationsOf(env.work.store, incident, { code, source, text: q }, { limit, after });

api.get('/incidents/:incidentId/notifications', async (context) => {
  const query = queryBy(context, NotificationsQuery);
  if (query instanceof Response) return query;
  const incident = await incidentAsked(context);
  if (incident instanceof Response) return incident;
  const { notifications, next } = await notificationsPage(context, incident, query, query.limit);
  return context.json({ items: notifications.map(notificationShape), ...(next !== undefined && { next }) });
});

const notificationExport = (format: Format) => async (context: Ctx) => {
  const query = queryBy(context, NotificationsQuery);
  if (query instanceof Response) return query;
  const incident = await incidentAsked(context);
  if (incident instanceof Response) return incident;
  return exported(context, {
    format,
    name: 'notifications',
    read: async (after) => {
      const { notifications, next } = await notificationsPage(
        context,
        incident,
        { ...query, after },
        EXPORT_PAGE,
      );
      return { rows: notifications.map(notificationShape), next };
    },
  });
};
api.get('/incidents/:incidentId/notifications.csv', notificationExport('csv'));
api.get('/incidents/:incidentId/notifications.ndjson', notificationExport('ndjson'));

api.post('/incidents/:incidentId/actions', async (context) => {
  const incident = await incidentAsked(context);
  if (incident instanceof Response) return incident;
  const posted: unknown = await context.req.json().catch(() => undefined);
  const read = readRequest(posted);
  if ('problem' in read) return problemAnswer(context, 400, read.problem);
  const {
    outcome,
    said,
    incident: after,
  } = await act(context.env.work, incident.incidentId, read.action, read.who);
  if (outcome === 'unknown') return problemAnswer(context, 404, said);
  const view = viewOf(context.env.work);
  return context.json({ outcome, said, ...(after && { incident: incidentShape(after, view) }) });
});

api.get('/endpoints', async (context) => {
  const view = viewOf(context.env.work);
  const watched = await listWatched(context.env.work.store, WATCHED_READ, misfit(context.env.work));
  const late = await lateProbes(context.env.work.store, context.env.work.now());
  return context.json({
    items: watched.map((one) => watchedShape(one, view)),
    notProbed: { count: late.count, isAtLeast: late.isCut },
  });
});

api.get('/endpoints/:endpointKey', async (context) => {
  const query = queryBy(context, PageQuery);
  if (query instanceof Response) return query;
  const after = CursorText.optional().safeParse(query.after);
  if (!after.success) return problemAnswer(context, 400, 'after is not the next of a page of this list');
  const { store } = context.env.work;
  const endpointKey = context.req.param('endpointKey');
  if (!isKeyLike(endpointKey)) return problemAnswer(context, 404, NEVER_HEARD_OF);
  const [history, newest, silences, days, monitor] = await Promise.all([
    readHistory(store, endpointKey, { limit: query.limit, after: after.data }),
    after.data && readHistory(store, endpointKey, { limit: 1 }),
    readSilences(store, [endpointKey]),
    daysOf(store, endpointKey, DAYS),
    monitorOf(context, endpointKey),
  ]);
  const [latest] = (newest ?? history).incidents;
  if (!latest && !monitor) return problemAnswer(context, 404, NEVER_HEARD_OF);
  const view = viewOf(context.env.work);
  const silence = latest && silenceNow(silences.get(endpointKey), latest, view);
  return context.json({
    ...endpointShape(endpointKey, latest, monitor, view),
    ...(silence && { silence: silenceShape(silence) }),
    days: days.map(dayShape),
    incidents: history.incidents.map((one) => incidentShape(one, view)),
    ...(history.next && { next: cursorText(history.next) }),
  });
});

api.post('/endpoints/:endpointKey/actions', postEndpointAction);

api.post('/drills', async (context) => {
  const posted: unknown = await context.req.json().catch(() => undefined);
  const wanted = DrillRequest.safeParse(posted);
  if (!wanted.success)
    return problemAnswer(context, 400, 'who: a name of at most 60 characters, and nothing else');
  const id = await postDrill(context, wanted.data.who);
  return context.json({ id, keptAt: keptAt(id), told: {} }, 202);
});

api.get('/drills/:id', async (context) => {
  const id = context.req.param('id');
  const progress = isValid(id) ? await drillProgress(context.env.work, drillKey(id)) : undefined;
  return progress
    ? context.json({ id, keptAt: keptAt(id), ...progress })
    : problemAnswer(context, 404, 'there is no such test alert');
});

const keptAt = (id: string): string => new Date(decodeTime(id)).toISOString();

api.get('/sources', async (context) => context.json({ items: await sourcesSeen(context) }));

api.all('*', (context) => problemAnswer(context, 404));
api.onError((error, context) => {
  context.env.work.log.error('the API could not answer', { error });
  return problemAnswer(context, 500);
});
