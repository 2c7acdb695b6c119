import * as z from 'zod';

/** A stream record as the Streams API and Lambda both have it; only fields that the event source reads are named. */
export const StreamRecord = z.looseObject({
  eventName: z.string(),
  dynamodb: z.looseObject({
    SequenceNumber: z.string().regex(/^\d+$/),
    ApproximateCreationDateTime: z.number().optional(),
  }),
});
export type StreamRecord = z.infer<typeof StreamRecord>;

export const sequenceOf = (record: StreamRecord): string => record.dynamodb.SequenceNumber;

/** Seconds in the API; a record without a time is never too old. */
export const createdAtMs = (record: StreamRecord): number =>
  (record.dynamodb.ApproximateCreationDateTime ?? Number.POSITIVE_INFINITY) * 1000;
