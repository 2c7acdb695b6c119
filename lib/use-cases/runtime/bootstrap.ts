import { setTimeout as sleep } from 'node:timers/promises';
import { dynamodbClient, snsClient } from '../../adapters/config/aws-clients.ts';
import { workConfig } from '../../adapters/config/runtime-config.ts';
import { withAnsweredReads } from '../../adapters/dynamodb/answered-reads.ts';
import type { Eye } from '../../adapters/probe/prober.ts';
import { log } from '../../adapters/telemetry/log.ts';
import type { Work } from './run-context.ts';

/** The part of a Lambda context that says how much time is left, in ms. */
export type Clock = { getRemainingTimeInMillis: () => number };

/** Probes endpoints, if this stack does. Only functions that need it import it. */
type MakeEye = (now: () => Date) => Eye | undefined;

/** Everything that is shared between invocations. Throws if the environment is wrong. */
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
