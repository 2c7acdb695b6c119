import { SNSServiceException } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { readBucket, saveBucket } from '../../adapters/dynamodb/sms-bucket.ts';
import { MessageRefusedError } from '../../adapters/sns/publish.ts';
import { type TokenBucket, takeToken } from '../../domain/alerting/token-bucket.ts';
import { mayReachBySms } from '../../domain/oncall/subscriptions.ts';
import { AGAIN, ATTEMPTS, attempt } from '../runtime/attempts.ts';
import type { RunContext } from '../runtime/run-context.ts';

const Answered = z.looseObject({ $metadata: z.looseObject({ httpStatusCode: z.int() }) });

/**
 * SNS refused, so nobody got the SMS. Without an answer it may have gone out. An answer from DynamoDB concerns the
 * record, not the SMS.
 */
export const isRefusal = (error: unknown): boolean =>
  error instanceof MessageRefusedError ||
  (error instanceof SNSServiceException && Answered.safeParse(error).success);

/**
 * Runs `send`, telling it whether it may send one SMS. The token is taken only when the SMS is about to be sent, and
 * returned if SNS refused it: an outage must not use up the SMS that should wake people afterwards. Where nobody has SMS there is
 * nothing to limit; what the limit holds back would be published later by itself, to nobody, and AlertsReachNobodyAlarm go off.
 */
export const withSmsLimit = async (run: Limited, send: (maySms: boolean) => Promise<void>): Promise<void> => {
  if (!mayReachBySms(run.oncall)) return send(true);
  const taken = await spendToken(run);
  try {
    await send(taken !== undefined);
  } catch (error) {
    if (taken && isRefusal(error)) await giveBack(run, taken);
    throw error;
  }
};

type Bucketing = Pick<RunContext, 'store' | 'now' | 'sleep'>;
type Limited = Bucketing & { oncall: Pick<RunContext['oncall'], 'subscribed'> };

/** The bucket after one token was taken; undefined if it has none. */
const spendToken = async (run: Bucketing): Promise<TokenBucket | undefined> => {
  const { store, now } = run;
  const taken = await attempt(run, ATTEMPTS.takingSmsToken, async () => {
    const before = await readBucket(store);
    const after = takeToken(before.bucket, now());
    return !after || (await saveBucket(store, before, after)) ? after : AGAIN;
  });
  return taken === AGAIN ? undefined : taken; // the SMS is still due, and its email does not wait
};

const giveBack = async ({ store }: Bucketing, taken: TokenBucket): Promise<void> => {
  const before = await readBucket(store);
  if (before.bucket?.at === taken.at) await saveBucket(store, before, { ...taken, tokens: taken.tokens + 1 });
};
