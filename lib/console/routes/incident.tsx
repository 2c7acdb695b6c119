import * as z from 'zod';
import { readIncidents } from '../../adapters/dynamodb/incidents.ts';
import {
  readNotificationsOf,
  type NotificationFilter as StoreFilter,
} from '../../adapters/dynamodb/list-notifications.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { countTimeline, readTimeline } from '../../adapters/dynamodb/timeline.ts';
import { incidentKeyOf } from '../../domain/incidents/incident.ts';
import { performAction } from '../../use-cases/incidents/perform-action.ts';
import { CLOSE_ANYWAY } from '../components/close-anyway.tsx';
import type { NotificationQuery } from '../components/notification-list.tsx';
import { ConfirmClosePage } from '../pages/confirm-close.tsx';
import { IncidentPage, type IncidentProps } from '../pages/incident-page.tsx';
import type { Ctx } from '../request/context.ts';
import { lastOutcome, showOutcome } from '../request/last-outcome.ts';
import { readForm } from '../request/parse-action.ts';
import { rememberedName, rememberName } from '../request/remembered-name.ts';
import { warningBeforeClosing } from '../view/act-words.ts';
import { incidentPath } from '../view/paths.ts';
import { type Typed, typedIn } from '../view/typed.ts';
import { viewOf } from '../view/view.ts';

const LINES = 50;
const NOTIFICATIONS = 15;

const text = (longest: number) => z.string().max(longest).optional().catch(undefined);

/** The filter of the notifications, as in a URL. Empty is the same as none. */
export const NotificationFilter = z
  .object({ code: text(20), source: text(64), q: text(200), after: z.ulid().optional().catch(undefined) })
  .transform(
    (query): NotificationQuery =>
      Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== '')),
  );

const filterOf = ({ code, source, q }: NotificationQuery): StoreFilter => ({
  ...(code === 'unknown' && { code }),
  ...(code !== undefined && Number.isSafeInteger(Number(code)) && { code: Number(code) }),
  ...(source !== undefined && { source }),
  ...(q !== undefined && { text: q }),
});

/** The notifications of an incident that a query asks for. */
export const notificationsFor = (
  { env }: Ctx,
  incident: IncidentProps['incident'],
  query: NotificationQuery,
  limit = NOTIFICATIONS,
) => readNotificationsOf(env.run.store, incident, filterOf(query), { limit, after: query.after });

export const incidentPage = async (context: Ctx) =>
  show(context, NotificationFilter.parse(context.req.query()), lastOutcome(context));

const show = async (
  context: Ctx,
  query: NotificationQuery,
  message?: IncidentProps['message'],
  typed?: Typed,
) => {
  const { store } = context.env.run;
  const id = context.req.param('incidentId') ?? '';
  const key = incidentKeyOf(id);
  if (!key) return context.notFound();
  const [found, silences, timeline] = await Promise.all([
    readIncidents(store, [key]),
    readSilences(store, [key.endpointKey]),
    readTimeline(store, id, { limit: LINES, newestFirst: true }),
  ]);
  const [incident] = found;
  if (!incident) return context.notFound();
  return context.html(
    <IncidentPage
      view={viewOf(context.env.run)}
      incident={incident}
      silence={silences.get(key.endpointKey)}
      entries={timeline.entries}
      {...(timeline.next !== undefined && { of: await countTimeline(store, id) })}
      notifications={await notificationsFor(context, incident, query)}
      query={query}
      actor={rememberedName(context)}
      isNameAsked={context.req.query('name') !== undefined || isOther(typed?.['actor'], context)}
      {...(message && { message })}
      {...(typed && { typed })}
    />,
    message?.tone === 'bad' ? 400 : 200,
  );
};

/** Whether a name was typed that is not the remembered one: it may be what is wrong. */
const isOther = (name: string | undefined, context: Ctx): boolean =>
  name !== undefined && name !== rememberedName(context);

/** Asks once more where our own probe still fails; nothing where nothing speaks against closing it. */
const warnBeforeClosing = async (context: Ctx, id: string, actor: string) => {
  const { run } = context.env;
  const view = viewOf(run);
  const key = incidentKeyOf(id);
  const [incident] = key ? await readIncidents(run.store, [key]) : [];
  return incident && warningBeforeClosing(incident, view) !== undefined
    ? context.html(<ConfirmClosePage view={view} incident={incident} actor={actor} />)
    : undefined;
};

/** Performs one action; the answer is the incident's page with the outcome. */
export const actOnIncident = async (context: Ctx) => {
  const id = context.req.param('incidentId') ?? '';
  const form = await context.req.parseBody();
  const read = readForm(form);
  if ('problem' in read) return show(context, {}, { text: read.problem, tone: 'bad' }, typedIn(form));
  const { run } = context.env;
  rememberName(context, read.actor);
  if (read.action.kind === 'resolve' && form[CLOSE_ANYWAY] === undefined) {
    const warned = await warnBeforeClosing(context, id, read.actor);
    if (warned) return warned;
  }
  const { outcome, message } = await performAction(run, id, read.action, read.actor);
  if (outcome === 'unknown') return context.notFound();
  return showOutcome(context, { text: message, isDone: outcome === 'done' }, incidentPath(id));
};
