import { setTimeout as sleep } from 'node:timers/promises';
import { dynamodbClient, snsClient } from '../../adapters/config/aws-clients.ts';
import { workConfig } from '../../adapters/config/runtime-config.ts';
import { withAnsweredReads } from '../../adapters/dynamodb/answered-reads.ts';
import type { Eye } from '../../adapters/probe/prober.ts';
import { log } from '../../adapters/telemetry/log.ts';
import type { Work } from './run-context.ts';

/** What a Lambda context tells of the time that is left, in ms. */
export type Clock = { getRemainingTimeInMillis: () => number };

/** Looks at endpoints, if this stack does. Only what needs it imports it. */
type MakeEye = (now: () => Date) => Eye | undefined;

/** Everything that functions share between invocations. Throws where the environment is wrong. */
export const setUp = (makeEye?: MakeEye) => {
  const { place, tables, topicArn, oncall, subscribers, pace, pendingAgeMs, links } = workConfig();
  const store = { client: withAnsweredReads(dynamodbClient()), tables };
  const topic = { client: snsClient(), arn: topicArn };
  const now = (): Date => new Date();
  const eye = makeEye?.(now);
  return {
    pendingAgeMs,
    subscribers,
    workWithin: (clock: Clock): Work => ({
      place,
      store,
      topic,
      oncall,
      links,
      pace,
      log,
      eye,
      now,
      sleep: (ms) => sleep(ms),
      remainingMs: () => clock.getRemainingTimeInMillis(),
    }),
  };
};
