import { createHash } from 'node:crypto';
import { readDelivered, settle } from '../../adapters/dynamodb/delivered-states.ts';
import { readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { type Incident, type IncidentKey, incidentKeyOf } from '../../domain/incidents/incident.ts';
import { asDelivered } from '../../domain/integrations/as-delivered.ts';
import type { Waiting } from '../../domain/integrations/batch.ts';
import type { Delivered } from '../../domain/integrations/delivered.ts';
import type { Integration } from '../../domain/integrations/integration.ts';
import { asKnownTo, newsOf } from '../../domain/integrations/news.ts';
import { isActionOnMuted, isWanted } from '../../domain/integrations/wanted.ts';
import { peopleOnDuty } from '../../domain/oncall/duty.ts';
import { type IntegrationAlert, plainPostOf, postsOf } from '../../messages/integrations/render-post.ts';
import type { Context } from '../../messages/sections/message.ts';
import { silencesOf } from '../runtime/run-context.ts';
import type { IntegrationRun, QueueTurn } from './context.ts';
import type { posterFor } from './post-with-tries.ts';

/** What came of a batch. `lost`: another run posts now. `refused`: in every form. */
export type Outcome =
  | { kind: 'settled'; posted: number }
  | { kind: 'failed'; why: string; retryAfterMs?: number | undefined }
  | { kind: 'refused'; why: string; batch: readonly Waiting[] }
  | { kind: 'lost' };

type PendingPost = {
  alert: IntegrationAlert;
  incident: Incident;
  before: Delivered | undefined;
  waiting: Waiting;
};

/** Posts what is new of a batch's incidents as they are now, then records exactly that. */
export const postBatch = async (
  run: IntegrationRun,
  turn: QueueTurn,
  post: ReturnType<typeof posterFor>,
  batch: readonly Waiting[],
): Promise<Outcome> => {
  const news = await newsIn(run, turn.integration, batch);
  const [first, ...others] = news;
  if (!first) return settled(run, turn, [], batch);
  const at = run.now();
  const { oncall, place, links } = run;
  const context: Context = { oncall, now: at.getTime(), place, links };
  const bodies = postsOf(turn.integration, [first.alert, ...others.map(({ alert }) => alert)], context);
  const answer = await post(bodies, idOf(turn.integration, news));
  if (answer === 'lost') return { kind: 'lost' };
  if (answer.kind === 'accepted') return settled(run, turn, news, batch);
  if (answer.kind === 'later') return { kind: 'failed', why: answer.why, retryAfterMs: answer.retryAfterMs };
  if (answer.kind === 'refused') return { kind: 'failed', why: answer.why };
  run.log.error('an integration refused a message', { integration: turn.integration.name, why: answer.why });
  return others.length > 0
    ? postHalves(run, turn, post, batch)
    : postPlainly(run, turn, post, { first, batch, context, why: answer.why });
};

/** One refused member must not hide the others. */
const postHalves = async (
  run: IntegrationRun,
  turn: QueueTurn,
  post: ReturnType<typeof posterFor>,
  batch: readonly Waiting[],
): Promise<Outcome> => {
  const middle = Math.ceil(batch.length / 2);
  let posted = 0;
  const refused: Extract<Outcome, { kind: 'refused' }>[] = [];
  for (const half of [batch.slice(0, middle), batch.slice(middle)]) {
    if (!turn.hasTime()) break; // the rest stays due
    if (!(await turn.renew())) return { kind: 'lost' };
    const outcome = await postBatch(run, turn, post, half);
    if (outcome.kind === 'lost' || outcome.kind === 'failed') return outcome;
    if (outcome.kind === 'refused') refused.push(outcome);
    else posted += outcome.posted;
  }
  const [one] = refused;
  return one ? { ...one, batch: refused.flatMap((each) => each.batch) } : { kind: 'settled', posted };
};

const postPlainly = async (
  run: IntegrationRun,
  turn: QueueTurn,
  post: ReturnType<typeof posterFor>,
  {
    first,
    batch,
    context,
    why,
  }: { first: PendingPost; batch: readonly Waiting[]; context: Context; why: string },
): Promise<Outcome> => {
  const plain = plainPostOf(turn.integration, first.alert, context);
  if (plain === undefined) return { kind: 'refused', why, batch };
  const answer = await post([plain], idOf(turn.integration, [first]));
  if (answer === 'lost') return { kind: 'lost' };
  if (answer.kind === 'accepted') return settled(run, turn, [first], batch);
  return answer.kind === 'later'
    ? { kind: 'failed', why: answer.why, retryAfterMs: answer.retryAfterMs }
    : { kind: 'refused', why: answer.why, batch };
};

/** The incidents of a batch about which there is something to say, read after the right to post was taken. */
const newsIn = async (
  run: IntegrationRun,
  integration: Integration,
  batch: readonly Waiting[],
): Promise<PendingPost[]> => {
  const keys = batch.flatMap(({ due }) => incidentKeyOf(due.incidentId) ?? []);
  const incidents = await readableIncidents(run, keys);
  const silences = await silencesOf(run, [...new Set(incidents.map(({ endpointKey }) => endpointKey))]);
  const deliveredOf = await readDelivered(run.store, integration.name, incidents);
  const byId = new Map(incidents.map((incident) => [incident.incidentId, incident]));
  return batch.flatMap((waiting) => {
    const incident = byId.get(waiting.due.incidentId);
    const before = incident && deliveredOf(incident);
    const news = incident && newsOf(incident, before, waiting.due);
    // Whoever heard of the beginning hears of the end, whatever the filters say by then.
    const silence = incident && silences.get(incident.endpointKey);
    if (!incident || !news) return [];
    const isNew =
      isWanted(integration, incident, silence, run.oncall) &&
      !isActionOnMuted(waiting.due, incident, silence, run.oncall, run.now());
    if (!before && !isNew) return [];
    const onDuty = peopleOnDuty(run.oncall, news.level, run.now().getTime());
    const alert = {
      incident: asKnownTo(incident, before),
      silence,
      isKnown: before !== undefined,
      ...news,
      ...(onDuty.length > 0 && { onDuty }),
    };
    return [{ alert, incident, before, waiting }];
  });
};

/** One that does not fit this version's schema must not hold back the others; the sweep raises the alarm about it. */
const readableIncidents = async (run: IntegrationRun, keys: readonly IncidentKey[]): Promise<Incident[]> => {
  try {
    return await readIncidents(run.store, keys);
  } catch (error) {
    const [only, ...others] = keys;
    if (!only || others.length > 0)
      return (await Promise.all(keys.map((key) => readableIncidents(run, [key])))).flat();
    if (!(error instanceof Error) || !error.message.startsWith('stored item does not fit')) throw error;
    run.log.error('an incident could not be read; no integration is told of it', { ...only, error });
    return [];
  }
};

const settled = async (
  run: IntegrationRun,
  { integration, holder }: QueueTurn,
  news: readonly PendingPost[],
  batch: readonly Waiting[],
): Promise<Outcome> => {
  const at = run.now();
  const records = news.map(({ alert, incident, before, waiting: { due } }) => ({
    before,
    after: asDelivered(integration.name, incident, before, { due, level: alert.level ?? 1, at }),
  }));
  const keys = batch.flatMap((one) => one.keys);
  return (await settle(run.store, integration.name, holder, { records, keys, at }))
    ? { kind: 'settled', posted: news.length }
    : { kind: 'lost' };
};

/** The same for each try, and for what is posted again after a crash: the receiver knows a repetition by it. */
const idOf = ({ name }: Integration, news: readonly PendingPost[]): string => {
  const said = news.map(({ incident, alert, waiting: { due } }) => [
    incident.incidentId,
    incident.state,
    alert.kind,
    due.at,
  ]);
  return `msg_${createHash('sha256')
    .update(JSON.stringify([name, said]))
    .digest('base64url')
    .slice(0, 27)}`;
};
