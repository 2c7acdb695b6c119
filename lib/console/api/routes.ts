import { etag } from 'hono/etag';
import { Hono } from 'hono/tiny';
import { decodeTime, isValid } from 'ulid';
import { daysOf } from '../../adapters/dynamodb/daily-stats.ts';
import { readHistory } from '../../adapters/dynamodb/list-incidents.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { readTimeline } from '../../adapters/dynamodb/timeline.ts';
import { count } from '../../adapters/telemetry/metrics.ts';
import { incidentNow } from '../../domain/api/attention-json.ts';
import { openapi } from '../../domain/api/openapi.ts';
import { IncidentQuery, NotificationsQuery, PageQuery, TimelineQuery } from '../../domain/api/queries.ts';
import { TestAlertRequest } from '../../domain/api/schemas.ts';
import { isKeyLike } from '../../domain/endpoints/endpoint.ts';
import { instantIn, inZone } from '../../domain/oncall/instant.ts';
import { performAction } from '../../use-cases/incidents/perform-action.ts';
import {
  type TestAlertProgress,
  testAlertKey,
  testAlertProgress,
} from '../../use-cases/incidents/test-alert.ts';
import { actorOf } from '../request/actor.ts';
import type { Ctx, Env } from '../request/context.ts';
import { CursorText, cursorText } from '../request/cursor.ts';
import { lateProbes } from '../request/late-probes.ts';
import { MonitoredCursor, monitoredPage } from '../request/monitored.ts';
import { readRequest } from '../request/parse-action.ts';
import { problemAnswer } from '../request/problem-response.ts';
import { SourceCursor, sourcesPageOf, sourcesSeen } from '../request/sources-seen.ts';
import { postTestAlert } from '../request/start-test-alert.ts';
import { listIncidents, totalOf } from '../search/list-incidents.ts';
import { silenceNow } from '../view/active-silence.ts';
import { viewOf } from '../view/view.ts';
import { authorised } from './auth.ts';
import { showCalendar } from './calendar-api.ts';
import { addCover, endCoverOf, showCovers, showDuty } from './duty-api.ts';
import { incidentExport, notificationExport } from './export-routes.ts';
import { shapesOf } from './incident-shape.ts';
import { endpointShape, monitorOf, postEndpointAction } from './monitor-api.ts';
import { pageShape, totalShape } from './page-shape.ts';
import { showReport } from './report-api.ts';
import { incidentAsked, NO_CURSOR, notificationsPage, queryBy, rowOf } from './request.ts';
import { dayShape, entryShape, monitorSummary, notificationShape, silenceShape } from './serialize.ts';
import { exportStatistics, showStatistics } from './statistics.ts';
import { endToken, showTokens } from './tokens.ts';

const DAYS = 30;
const NEVER_HEARD_OF = 'nothing was ever heard of such an endpoint';

/** Everything that pages show and do, for programs. */
export const api = new Hono<Env>();

api.get('/openapi.json', (context) => context.json(openapi()));
api.get('/calendar/:file', etag(), showCalendar);
api.use(authorised);

api.get('/incidents', async (context) => {
  const query = queryBy(context, IncidentQuery);
  if (query instanceof Response) return query;
  const { store } = context.env.run;
  const view = viewOf(context.env.run);
  const listed = await listIncidents(store, query, view);
  if ('problem' in listed) return problemAnswer(context, 400, listed.problem);
  const total = listed.total ?? (await totalOf(store, query, view));
  const shapeOf = await shapesOf(
    store,
    listed.rows.map(({ value }) => value),
    view,
  );
  return context.json(pageShape(listed, shapeOf, total));
});

api.get('/incidents.csv', incidentExport('csv'));
api.get('/incidents.ndjson', incidentExport('ndjson'));
api.get('/incidents/statistics', showStatistics);
api.get('/incidents/statistics.csv', exportStatistics);

api.get('/incidents/:incidentId', async (context) => {
  const incident = await incidentAsked(context);
  if (incident instanceof Response) return incident;
  const { run } = context.env;
  return context.json((await shapesOf(run.store, [incident], viewOf(run)))(incident));
});

api.get('/incidents/:incidentId/timeline', async (context) => {
  const query = queryBy(context, TimelineQuery);
  if (query instanceof Response) return query;
  const incident = await incidentAsked(context);
  if (incident instanceof Response) return incident;
  const { entries, next } = await readTimeline(context.env.run.store, incident.incidentId, {
    ...query,
    newestFirst: true,
  });
  return context.json({
    items: entries.map((one) => entryShape(one, viewOf(context.env.run))),
    ...(next !== undefined && { next }),
  });
});

api.get('/incidents/:incidentId/notifications', async (context) => {
  const query = queryBy(context, NotificationsQuery);
  if (query instanceof Response) return query;
  const incident = await incidentAsked(context);
  if (incident instanceof Response) return incident;
  const { notifications, next } = await notificationsPage(context, incident, query, query.limit);
  return context.json(
    pageShape({ rows: notifications.map(rowOf), next }, (one) =>
      notificationShape(one, viewOf(context.env.run)),
    ),
  );
});

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
    message,
    incident: after,
  } = await performAction(context.env.run, incident.incidentId, read.action, actorOf(context, read.actor));
  if (outcome === 'unknown') return problemAnswer(context, 404, message);
  const { run } = context.env;
  const shown = after && (await shapesOf(run.store, [after], viewOf(run)))(after);
  return context.json({ outcome, message, ...(shown && { incident: shown }) });
});

api.get('/endpoints', async (context) => {
  const query = queryBy(context, PageQuery);
  if (query instanceof Response) return query;
  const after = MonitoredCursor.text.optional().safeParse(query.after);
  if (!after.success) return problemAnswer(context, 400, NO_CURSOR);
  const view = viewOf(context.env.run);
  const [{ monitored, places, next, ...total }, late] = await Promise.all([
    monitoredPage(context, { limit: query.limit, after: after.data }),
    lateProbes(context.env.run.store, context.env.run.now()),
  ]);
  const rows = monitored.map((value) => ({ value, after: places.get(value.endpointKey) ?? '' }));
  return context.json({
    ...pageShape({ rows, next }, (one) => monitorSummary(one, view), total),
    notProbed: { count: late.count, isAtLeast: late.isCut },
  });
});

api.get('/endpoints/:endpointKey', async (context) => {
  const query = queryBy(context, PageQuery);
  if (query instanceof Response) return query;
  const after = CursorText.optional().safeParse(query.after);
  if (!after.success) return problemAnswer(context, 400, NO_CURSOR);
  const { store } = context.env.run;
  const endpointKey = context.req.param('endpointKey');
  if (!isKeyLike(endpointKey)) return problemAnswer(context, 404, NEVER_HEARD_OF);
  const [history, newest, silences, days, monitor] = await Promise.all([
    readHistory(store, endpointKey, { limit: query.limit, after: after.data }),
    after.data && readHistory(store, endpointKey, { limit: query.limit }),
    readSilences(store, [endpointKey]),
    daysOf(store, endpointKey, DAYS),
    monitorOf(context, endpointKey),
  ]);
  const first = newest ?? history;
  const [latest] = first.incidents;
  if (!latest && !monitor && first.invalidItem === 0) return problemAnswer(context, 404, NEVER_HEARD_OF);
  const view = viewOf(context.env.run);
  const silence = latest && silenceNow(silences.get(endpointKey), latest, view);
  const rows = history.incidents.map((value) => ({ value, after: cursorText(value) }));
  const { items, next } = pageShape({ rows, next: history.next && cursorText(history.next) }, (one) =>
    incidentNow(one, silences.get(endpointKey), view),
  );
  return context.json({
    ...endpointShape(endpointKey, latest, monitor, view),
    ...(silence && { silence: silenceShape(silence, view) }),
    days: days.map(dayShape),
    incidents: items,
    ...(next !== undefined && { next }),
  });
});

api.post('/endpoints/:endpointKey/actions', postEndpointAction);

api.post('/test-alerts', async (context) => {
  const posted: unknown = await context.req.json().catch(() => undefined);
  const wanted = TestAlertRequest.safeParse(posted);
  if (!wanted.success)
    return problemAnswer(context, 400, 'actor: a name of at most 60 characters, and nothing else');
  const id = await postTestAlert(context, actorOf(context, wanted.data.actor));
  return context.json({ id, keptAt: keptAt(id, context), lastSent: {} }, 202);
});

api.get('/test-alerts/:id', async (context) => {
  const id = context.req.param('id');
  const progress = isValid(id) ? await testAlertProgress(context.env.run, testAlertKey(id)) : undefined;
  return progress
    ? context.json({ id, keptAt: keptAt(id, context), ...testAlertShape(progress, context) })
    : problemAnswer(context, 404, 'there is no such test alert');
});

const keptAt = (id: string, { env }: Ctx): string => instantIn(decodeTime(id), env.run.oncall.timeZone);

const testAlertShape = (
  { incidentId, lastSent }: TestAlertProgress,
  { env }: Ctx,
): Pick<TestAlertProgress, 'incidentId' | 'lastSent'> => {
  const { timeZone } = env.run.oncall;
  return {
    ...(incidentId !== undefined && { incidentId }),
    lastSent: {
      ...(lastSent.email && { email: inZone(lastSent.email, timeZone) }),
      ...(lastSent.sms && { sms: inZone(lastSent.sms, timeZone) }),
    },
  };
};

api.get('/sources', async (context) => {
  const query = queryBy(context, PageQuery);
  if (query instanceof Response) return query;
  const after = SourceCursor.text.optional().safeParse(query.after);
  if (!after.success) return problemAnswer(context, 400, NO_CURSOR);
  const seen = await sourcesSeen(context);
  const { sources, next } = sourcesPageOf(seen, { limit: query.limit, after: after.data });
  const total = { count: seen.sources.length, isWhole: seen.isWhole };
  const { timeZone } = context.env.run.oncall;
  return context.json({
    items: sources.map((one) => inZone(one, timeZone)),
    ...(next !== undefined && { next }),
    ...totalShape(total),
  });
});

api.get('/reports/:week', showReport);
api.get('/duty', showDuty);
api.get('/covers', showCovers);
api.post('/covers', addCover);
api.post('/covers/:coverId/end', endCoverOf);

api.get('/tokens', showTokens);
api.delete('/tokens/:tokenId', endToken);

api.all('*', (context) => problemAnswer(context, 404));
api.onError((error, context) => {
  count('ConsoleFailed');
  context.env.run.log.error('the API could not answer', { error });
  return problemAnswer(context, 500);
});
