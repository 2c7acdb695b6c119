import { randomUUID } from 'node:crypto';
import { heartbeatConfig } from '../lib/adapters/config/heartbeat-config.ts';
import { unconfirmed } from '../lib/adapters/sns/confirmed-subscribers.ts';
import { log } from '../lib/adapters/telemetry/log.ts';
import { count, gaugeSeconds } from '../lib/adapters/telemetry/metrics.ts';
import { announceHandover } from '../lib/use-cases/oncall/announce-handover.ts';
import { weeklyReporter } from '../lib/use-cases/reports/send-weekly-report.ts';
import { bootstrap, type LambdaClock } from '../lib/use-cases/runtime/bootstrap.ts';
import type { RunContext } from '../lib/use-cases/runtime/run-context.ts';
import { withCovers } from '../lib/use-cases/runtime/with-covers.ts';
import { announceTokens } from '../lib/use-cases/security/announce-tokens.ts';
import { sweep } from '../lib/use-cases/sweep/sweep.ts';
import { heartbeatSender } from '../lib/use-cases/watching/send-heartbeat.ts';

/** How often subscribers are counted: they change seldom. */
const SUBSCRIBERS_EACH_MINUTES = 15;

const { contextFor, pendingAgeMs, subscribers } = bootstrap();
const sendWeeklyReport = weeklyReporter();
const heartbeat = heartbeatConfig();
const sendHeartbeat = heartbeat && heartbeatSender(heartbeat);

/** Each minute: whatever the other functions left undone. */
export const handler = async (_event: unknown, context: LambdaClock): Promise<void> => {
  const run = await withCovers(contextFor(context));
  const swept = await sweep(run, randomUUID(), pendingAgeMs, { count, gaugeSeconds });
  if (swept.invalidItem > 0) count('InvalidIncidentItem', swept.invalidItem);
  if (swept.failed > 0) count('GroupingFailed', swept.failed);
  log.info('swept', swept);
  // After the alerts, which neither of these must hold up. Whoever comes on duty has had theirs by now.
  await announceHandover(run, randomUUID());
  // This one reads the whole table `control`, and a new token can wait for a minute.
  await announceTokens(run, randomUUID());
  await sendWeeklyReport(run, randomUUID());
  if (run.now().getUTCMinutes() % SUBSCRIBERS_EACH_MINUTES === 0) await countUnreached(run);
  // The very last, so that a service that hangs holds up nothing.
  if (sendHeartbeat) count('HeartbeatFailed', (await sendHeartbeat(run, swept)) ? 1 : 0);
};

const countUnreached = async ({ topic }: RunContext): Promise<void> => {
  try {
    const missing = await unconfirmed(topic, subscribers);
    if (missing === 0) return;
    count('UnconfirmedSubscriber', missing);
    log.warn('subscribers are not confirmed, or are gone', { missing, subscribers });
  } catch (error) {
    log.error('the subscribers could not be listed; the next attempt is in a quarter of an hour', { error });
  }
};
