import { randomUUID } from 'node:crypto';
import type { DynamoDBBatchResponse } from 'aws-lambda';
import { log } from '../lib/adapters/log.ts';
import { eyeFromEnvironment } from '../lib/adapters/probe/eye.ts';
import { streamRecords } from '../lib/adapters/stream.ts';
import { deliver } from '../lib/flow/deliver.ts';
import { fold } from '../lib/flow/fold.ts';
import { probeOpened } from '../lib/flow/probe-opened.ts';
import { type Clock, setUp } from '../lib/flow/set-up.ts';

/** Kept back for a probe and for telling; what is not folded by then is answered as a failure and comes again. */
const DELIVERY_MS = 21_200;

const { workWithin } = setUp(eyeFromEnvironment);

/**
 * The stream's doorbell: folds what is new and tells what is owed of it. Answers with the records whose
 * notifications are still pending; a failed delivery is no failure of a record.
 */
export const handler = async (event: unknown, context: Clock): Promise<DynamoDBBatchResponse> => {
  const work = workWithin(context);
  const records = streamRecords(event);
  const broken = records.filter((record) => record.kind === 'broken');
  for (const { sequenceNumber, error } of broken)
    log.error('a stream record could not be read', { sequenceNumber, error });

  const fresh = records.filter((record) => record.kind === 'notification');
  const { incidents, failed } = await fold(
    work,
    fresh.map(({ notification }) => notification),
    () => work.remainingMs() > DELIVERY_MS,
  );
  try {
    await probeOpened(work, incidents);
    await deliver(work, randomUUID(), incidents);
  } catch (error) {
    log.error('a delivery failed; the sweep will tell', { error });
  }
  const pending = new Set(failed);
  const failures = [...broken, ...fresh.filter(({ notification }) => pending.has(notification))];
  return { batchItemFailures: failures.map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })) };
};
