import { createdAtMs, type StreamRecord, sequenceOf } from './record.ts';

/** Where and what was given up. */
export type GivenUp = {
  streamArn: string;
  shardId: string;
  condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  invocations: number;
  records: readonly StreamRecord[];
};

const shownTime = (record: StreamRecord | undefined): string | undefined => {
  const ms = record ? createdAtMs(record) : Number.NaN;
  return Number.isFinite(ms) ? new Date(ms).toISOString() : undefined;
};

/**
 * What an on-failure queue receives: a pointer into the stream, never the records.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export const pointerTo = ({ streamArn, shardId, condition, invocations, records }: GivenUp, now: Date) => {
  const [first] = records;
  const last = records.at(-1);
  return {
    requestContext: { condition, approximateInvokeCount: invocations },
    version: '1.0',
    timestamp: now.toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first && sequenceOf(first),
      endSequenceNumber: last && sequenceOf(last),
      approximateArrivalOfFirstRecord: shownTime(first),
      approximateArrivalOfLastRecord: shownTime(last),
      batchSize: records.length,
      streamArn,
    },
  };
};
