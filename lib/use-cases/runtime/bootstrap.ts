import { setTimeout as sleep } from 'node:timers/promises';
import { dynamodbClient, snsClient } from '../../adapters/config/aws-clients.ts';
import { runConfig } from '../../adapters/config/runtime-config.ts';
import { withAnsweredReads } from '../../adapters/dynamodb/answered-reads.ts';
import type { Prober } from '../../adapters/probe/prober.ts';
import { log } from '../../adapters/telemetry/log.ts';
import { inSpokenLanguages } from '../../messages/language/spoken.ts';
import type { RunContext } from './run-context.ts';

/** The part of a Lambda context that says how much time is left, in ms. */
export type LambdaClock = { getRemainingTimeInMillis: () => number };

/** Probes endpoints, if this stack does. Only functions that need it import it. */
type MakeProber = (now: () => Date) => Prober | undefined;

/** Everything that is shared between invocations. Throws if the environment is wrong. */
export const bootstrap = (makeProber?: MakeProber) => {
  const { place, tables, topicArn, isPlain, oncall: written, ...config } = runConfig();
  const { expected, pace, pendingAgeMs, links } = config;
  const { oncall, isChanged } = inSpokenLanguages(written);
  if (isChanged)
    log.error(
      'mails that should be in Arabic are in English: oncall.yml has changed since this was packaged',
    );
  const store = { client: withAnsweredReads(dynamodbClient()), tables };
  const topic = { client: snsClient(), arn: topicArn, isPlain, senderId: oncall.senderId };
  const now = (): Date => new Date();
  const prober = makeProber?.(now);
  return {
    pendingAgeMs,
    expected,
    contextFor: (clock: LambdaClock): RunContext => ({
      place,
      store,
      topic,
      oncall,
      links,
      pace,
      log,
      prober,
      now,
      sleep: (ms) => sleep(ms),
      remainingMs: () => clock.getRemainingTimeInMillis(),
    }),
  };
};
