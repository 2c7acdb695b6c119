import { setTimeout as sleep } from 'node:timers/promises';
import { dynamodbClient } from '../lib/adapters/config/aws-clients.ts';
import { selfTestConfig } from '../lib/adapters/config/self-test-config.ts';
import { putArrival } from '../lib/adapters/dynamodb/self-test-record.ts';
import { messageIdsIn } from '../lib/adapters/lambda/sns-records.ts';
import { log } from '../lib/adapters/telemetry/log.ts';
import { count, gaugeSeconds } from '../lib/adapters/telemetry/metrics.ts';
import { isFailing, selfTestAgeS } from '../lib/domain/watching/self-test.ts';
import type { LambdaClock } from '../lib/use-cases/runtime/bootstrap.ts';
import { selfTestIfDue } from '../lib/use-cases/watching/self-test.ts';

/** Left for recording what came of it. */
const NEEDED_MS = 8000;

const { tables, url, setting } = selfTestConfig();
const store = { client: dynamodbClient(), tables };
const now = (): Date => new Date();

/**
 * Every five minutes: runs the self-test if one is due, and says as long as it fails that it does. SNS starts it too, with the
 * message for which another run is waiting.
 */
export const handler = async (event: unknown, context: LambdaClock): Promise<void> => {
  const arrived = messageIdsIn(event);
  for (const messageId of arrived) await putArrival(store, messageId, now());
  if (arrived.length > 0) return;
  const { record } = await selfTestIfDue({
    store,
    log,
    now,
    sleep: (ms) => sleep(ms),
    setting,
    url,
    hasTime: () => context.getRemainingTimeInMillis() > NEEDED_MS,
  });
  if (isFailing(record)) count('SelfTestFailed');
  gaugeSeconds('SelfTestAge', selfTestAgeS(record, now()));
};
