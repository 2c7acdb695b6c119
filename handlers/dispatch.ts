import { randomUUID } from 'node:crypto';
import type { DynamoDBBatchResponse } from 'aws-lambda';
import { streamRecords } from '../lib/adapters/lambda/stream-records.ts';
import { proberFromEnvironment } from '../lib/adapters/probe/prober.ts';
import { log } from '../lib/adapters/telemetry/log.ts';
import { count } from '../lib/adapters/telemetry/metrics.ts';
import { withDue } from '../lib/use-cases/alerting/due-incident.ts';
import { sendDueAlerts } from '../lib/use-cases/alerting/send-due-alerts.ts';
import { groupNotifications } from '../lib/use-cases/grouping/group-notifications.ts';
import { probeOpened } from '../lib/use-cases/probing/probe-new-incidents.ts';
import { bootstrap, type LambdaClock } from '../lib/use-cases/runtime/bootstrap.ts';
import { withCovers } from '../lib/use-cases/runtime/with-covers.ts';

/** Reserved for a probe and for alerting; what is not grouped by then is reported as failed and comes again. */
const DELIVERY_MS = 21_200;

const { contextFor } = bootstrap(proberFromEnvironment);

/**
 * Started by the stream: groups new notifications and sends what is due. Reports the records whose notifications are
 * still pending; a failed alert is not a failed record.
 */
export const handler = async (event: unknown, context: LambdaClock): Promise<DynamoDBBatchResponse> => {
  const run = contextFor(context);
  const records = streamRecords(event);
  const broken = records.filter((record) => record.kind === 'broken');
  for (const { sequenceNumber, error } of broken)
    log.error('a stream record could not be read', { sequenceNumber, error });

  const fresh = records.filter((record) => record.kind === 'notification');
  const { incidents, failed } = await groupNotifications(
    run,
    fresh.map(({ notification }) => notification),
    () => run.remainingMs() > DELIVERY_MS,
  );
  try {
    // A record that tells of nothing new costs no call, not even this read.
    const alerting = incidents.length > 0 ? await withCovers(run) : run;
    const due = await withDue(alerting, incidents);
    const crashed = await probeOpened(alerting, due);
    if (crashed > 0) count('ProbeCrashed', crashed);
    await sendDueAlerts(alerting, randomUUID(), due);
  } catch (error) {
    log.error('alerting failed; the sweep will send what is due', { error });
  }
  const pending = new Set(failed);
  const failures = [...broken, ...fresh.filter(({ notification }) => pending.has(notification))];
  return { batchItemFailures: failures.map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })) };
};
