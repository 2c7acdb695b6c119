import { setTimeout as sleep } from 'node:timers/promises';
import { dynamodbClient, snsClient } from '../adapters/clients.ts';
import { workConfig } from '../adapters/config/work-config.ts';
import { log } from '../adapters/log.ts';
import type { Work } from './work.ts';

/** What a Lambda context tells of the time that is left, in ms. */
export type Clock = { getRemainingTimeInMillis: () => number };

/** Everything that `dispatch` and `sweep` share between invocations. Throws where the environment is wrong. */
export const setUp = () => {
  const { place, tables, topicArn, oncall, pendingAgeMs, links } = workConfig();
  const store = { client: dynamodbClient(), tables };
  const topic = { client: snsClient(), arn: topicArn };
  return {
    pendingAgeMs,
    workWithin: (clock: Clock): Work => ({
      place,
      store,
      topic,
      oncall,
      links,
      log,
      now: () => new Date(),
      sleep: (ms) => sleep(ms),
      remainingMs: () => clock.getRemainingTimeInMillis(),
    }),
  };
};
