import { randomUUID } from 'node:crypto';
import { unreached } from '../lib/adapters/sns/confirmed-subscribers.ts';
import { log } from '../lib/adapters/telemetry/log.ts';
import { count, gaugeSeconds } from '../lib/adapters/telemetry/metrics.ts';
import { type Clock, setUp } from '../lib/use-cases/runtime/bootstrap.ts';
import type { Work } from '../lib/use-cases/runtime/run-context.ts';
import { announceTokens } from '../lib/use-cases/security/announce-tokens.ts';
import { sweep } from '../lib/use-cases/sweep/sweep.ts';

/** How often subscribers are counted: they change seldom. */
const SUBSCRIBERS_EACH_MINUTES = 15;

const { workWithin, pendingAgeMs, subscribers } = setUp();

/** Each minute: whatever the other functions left undone. */
export const handler = async (_event: unknown, context: Clock): Promise<void> => {
  const work = workWithin(context);
  // First, because it is one small read, and the rest may need all the time there is.
  await announceTokens(work, randomUUID());
  const swept = await sweep(work, randomUUID(), pendingAgeMs, { count, gaugeSeconds });
  if (swept.misfit > 0) count('MisfitIncident', swept.misfit);
  if (swept.failed > 0) count('FoldFailed', swept.failed);
  log.info('swept', swept);
  if (work.now().getUTCMinutes() % SUBSCRIBERS_EACH_MINUTES === 0) await countUnreached(work);
};

const countUnreached = async ({ topic }: Work): Promise<void> => {
  try {
    const missing = await unreached(topic, subscribers);
    if (missing === 0) return;
    count('UnreachedSubscriber', missing);
    log.warn('subscribers are not confirmed, or are gone', { missing, subscribers });
  } catch (error) {
    log.error('the subscribers could not be listed; the next attempt is in a quarter of an hour', { error });
  }
};
