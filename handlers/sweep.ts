import { randomUUID } from 'node:crypto';
import { heartbeatConfig } from '../lib/adapters/config/heartbeat-config.ts';
import { log } from '../lib/adapters/telemetry/log.ts';
import { count, gaugeSeconds } from '../lib/adapters/telemetry/metrics.ts';
import { announceHandover } from '../lib/use-cases/oncall/announce-handover.ts';
import { countSubscribers } from '../lib/use-cases/oncall/count-subscribers.ts';
import { weeklyReporter } from '../lib/use-cases/reports/send-weekly-report.ts';
import { bootstrap, type LambdaClock } from '../lib/use-cases/runtime/bootstrap.ts';
import { withCovers } from '../lib/use-cases/runtime/with-covers.ts';
import { tokenAnnouncer } from '../lib/use-cases/security/announce-tokens.ts';
import { sweep } from '../lib/use-cases/sweep/sweep.ts';
import { heartbeatSender } from '../lib/use-cases/watching/send-heartbeat.ts';

/** How often subscribers are counted: they change seldom. */
const SUBSCRIBERS_EACH_MINUTES = 15;

const { contextFor, pendingAgeMs, expected } = bootstrap();
const sendWeeklyReport = weeklyReporter();
const announceTokens = tokenAnnouncer();
const heartbeat = heartbeatConfig();
const sendHeartbeat = heartbeat && heartbeatSender(heartbeat);

/** Each minute: whatever the other functions left undone. */
export const handler = async (_event: unknown, context: LambdaClock): Promise<void> => {
  const given = contextFor(context);
  const startedAt = given.now();
  const run = await withCovers(given);
  const swept = await sweep(run, randomUUID(), pendingAgeMs, { count, gaugeSeconds });
  if (swept.invalidItem > 0) count('InvalidIncidentItem', swept.invalidItem);
  if (swept.failed > 0) count('GroupingFailed', swept.failed);
  log.info('swept', swept);
  // After the alerts, which neither of these must hold up. Whoever comes on duty has had theirs by now.
  await announceHandover(run, randomUUID());
  await announceTokens(run, randomUUID());
  await sendWeeklyReport(run, randomUUID());
  // By when it began: its end may come in one minute or the next, and so miss a quarter of an hour.
  if (startedAt.getUTCMinutes() % SUBSCRIBERS_EACH_MINUTES === 0) {
    const missing = await countSubscribers(run, randomUUID(), expected);
    if (missing.alerts > 0) count('UnconfirmedSubscriber', missing.alerts);
    if (missing.alarms > 0) count('AlarmContactMissing', missing.alarms);
  }
  // The very last, so that a service that hangs holds up nothing.
  if (sendHeartbeat) count('HeartbeatFailed', (await sendHeartbeat(run, swept)) ? 1 : 0);
};
