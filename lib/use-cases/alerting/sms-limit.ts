import { SNSServiceException } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { readBucket, saveBucket } from '../../adapters/dynamodb/sms-bucket.ts';
import { MessageRefusedError } from '../../adapters/sns/publish.ts';
import { type Bucket, take } from '../../domain/alerting/token-bucket.ts';
import type { Work } from '../runtime/run-context.ts';

/** The lease keeps other writers away; only late copies of earlier writes can interfere. */
const ATTEMPTS = 3;

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
 * returned if SNS refused it: an outage must not use up the SMS that should wake people afterwards.
 */
export const withSmsAllowance = async (
  work: Bucketing,
  send: (maySms: boolean) => Promise<void>,
): Promise<void> => {
  const taken = await takeToken(work);
  try {
    await send(taken !== undefined);
  } catch (error) {
    if (taken && isRefusal(error)) await giveBack(work, taken);
    throw error;
  }
};

type Bucketing = Pick<Work, 'store' | 'now'>;

/** The bucket after one token was taken; undefined if it has none. */
const takeToken = async ({ store, now }: Bucketing): Promise<Bucket | undefined> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await readBucket(store);
    const after = take(before.bucket, now());
    if (!after || (await saveBucket(store, before, after))) return after;
  }
  return undefined; // the SMS is still due, and the email does not wait for it
};

const giveBack = async ({ store }: Bucketing, taken: Bucket): Promise<void> => {
  const before = await readBucket(store);
  if (before.bucket?.at === taken.at) await saveBucket(store, before, { ...taken, tokens: taken.tokens + 1 });
};
