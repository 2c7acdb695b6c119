import { randomUUID } from 'node:crypto';
import {
  dropDue,
  type Queue,
  recordFailure,
  releaseQueue,
  renewQueue,
  takeQueue,
} from '../../adapters/dynamodb/integration-queues.ts';
import { POST_TIMEOUT_MS } from '../../adapters/integrations/post.ts';
import {
  isGivenUp,
  nextBatch,
  supersededKeys,
  type Waiting,
  waitingOf,
} from '../../domain/integrations/batch.ts';
import { nextTryAt } from '../../domain/integrations/health.ts';
import type { Integration } from '../../domain/integrations/integration.ts';
import { isTogether } from '../../messages/integrations/render-post.ts';
import type { IntegrationRun, QueueTurn } from './context.ts';
import { type Outcome, postBatch } from './post-batch.ts';
import { posterFor } from './post-with-tries.ts';

/** Longer than a post and its record together, with the wait before it. */
export const QUEUE_LEASE_MS = 20_000;
/** What must be left of the function's time to begin a post: it is never stopped between a post and its record. */
const NEEDED_MS = POST_TIMEOUT_MS + 6000;
/** How many keys one write drops. */
const DROPPED_AT_ONCE = 100;

/**
 * Gives an integration all that is due to it, in order, at its rate. One that fails is left alone for a while: what is due
 * stays due.
 */
export const deliverDue = async (run: IntegrationRun, integration: Integration): Promise<void> => {
  const { store } = run;
  const { name } = integration;
  const holder = randomUUID();
  const turn: QueueTurn = {
    integration,
    holder,
    hasTime: (waitMs = 0) => run.remainingMs() - waitMs > NEEDED_MS,
    renew: () => renewQueue(store, name, holder, run.now(), QUEUE_LEASE_MS),
  };
  const refused = new Map<string, string>();
  let accepted = 0;
  let queue = await takeQueue(store, name, holder, run.now(), QUEUE_LEASE_MS);
  const post = posterFor(run, turn, queue?.lastPostAt);
  for (; queue; queue = await turn.renew()) {
    await dropOld(run, turn, queue);
    const waiting = waitingOf(queue.due.entries).filter(
      (one) => !isGivenUp(one, run.now()) && !refused.has(one.due.incidentId),
    );
    const batch = nextBatch(waiting, isTogether(integration));
    if (batch.length === 0) {
      if (refused.size > 0) return closeRefused(run, turn, queue, refused, accepted > 0);
      if (await releaseQueue(store, name, holder, true)) return;
      if (!turn.hasTime()) return void (await releaseQueue(store, name, holder));
      continue;
    }
    if (!turn.hasTime()) return void (await releaseQueue(store, name, holder));
    const outcome = await postBatch(run, turn, post, batch);
    if (outcome.kind === 'lost')
      return run.log.warn('another run posts to this integration now', { integration: name });
    if (outcome.kind === 'failed') return recordFailed(run, turn, queue, outcome);
    if (outcome.kind === 'refused')
      for (const { due } of outcome.batch) refused.set(due.incidentId, outcome.why);
    else accepted += outcome.posted;
  }
};

/** What nobody can use any more, what another version wrote, and what a later alert makes superfluous. */
const dropOld = async (
  run: IntegrationRun,
  { integration, holder }: QueueTurn,
  queue: Queue,
): Promise<void> => {
  const old = waitingOf(queue.due.entries).filter((one) => isGivenUp(one, run.now()));
  const keys = [
    ...queue.due.unreadable,
    ...old.flatMap((one) => one.keys),
    ...supersededKeys(queue.due.entries),
  ].slice(0, DROPPED_AT_ONCE);
  if (keys.length > 0) await dropDue(run.store, integration.name, holder, keys);
  if (queue.due.unreadable.length + old.length === 0) return;
  run.log.error('what an integration could not be given is given up', {
    integration: integration.name,
    incidents: old.map(({ due }) => due.incidentId),
  });
};

const recordFailed = async (
  run: IntegrationRun,
  { integration: { name }, holder }: QueueTurn,
  { failures }: Queue,
  { why, retryAfterMs }: Extract<Outcome, { kind: 'failed' }>,
): Promise<void> => {
  run.log.error('an integration could not be given what is due', { integration: name, why });
  const now = run.now();
  await recordFailure(run.store, name, holder, {
    why,
    now,
    notBefore: nextTryAt(failures, retryAfterMs, now),
  });
};

/**
 * Where others were accepted it is these messages that cannot be read, however often they are sent; where none was, it is
 * the integration that is set up wrongly, and all stay due.
 */
const closeRefused = async (
  run: IntegrationRun,
  turn: QueueTurn,
  queue: Queue,
  refused: ReadonlyMap<string, string>,
  isOtherwiseWell: boolean,
): Promise<void> => {
  const { integration, holder } = turn;
  const why = [...refused.values()].at(-1) ?? '';
  if (!isOtherwiseWell) return recordFailed(run, turn, queue, { kind: 'failed', why });
  const keys = waitingOf(queue.due.entries)
    .filter(({ due }: Waiting) => refused.has(due.incidentId))
    .flatMap((one) => one.keys)
    .slice(0, DROPPED_AT_ONCE);
  run.log.error('an integration refuses what others are given', {
    integration: integration.name,
    why,
    incidents: [...refused.keys()],
  });
  await dropDue(run.store, integration.name, holder, keys);
  await releaseQueue(run.store, integration.name, holder);
};
