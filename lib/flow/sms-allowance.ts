import { SNSServiceException } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { readBucket, saveBucket } from '../adapters/store/publisher.ts';
import { MessageRefusedError } from '../adapters/topic.ts';
import { take } from '../bucket.ts';
import type { Work } from './work.ts';

const Answered = z.looseObject({ $metadata: z.looseObject({ httpStatusCode: z.int() }) });

/** SNS said no: nobody got the SMS. Without an answer it may have gone out; an answer of DynamoDB is one to the mark. */
const isRefusal = (error: unknown): boolean =>
  error instanceof MessageRefusedError ||
  (error instanceof SNSServiceException && Answered.safeParse(error).success);

/**
 * Runs `send` with leave to send one SMS, if the bucket gives it. The token is taken only when the SMS is about to be
 * sent, and given back where SNS refused it: an outage must not use up what is to wake people after it.
 */
export const withSmsAllowance = async (
  work: Pick<Work, 'store' | 'now'>,
  send: (maySms: boolean) => Promise<void>,
): Promise<void> => {
  const before = await readBucket(work.store);
  const bucket = take(before, work.now());
  if (bucket) await saveBucket(work.store, bucket);
  try {
    await send(bucket !== undefined);
  } catch (error) {
    if (bucket && isRefusal(error)) await saveBucket(work.store, { ...bucket, tokens: bucket.tokens + 1 });
    throw error;
  }
};
