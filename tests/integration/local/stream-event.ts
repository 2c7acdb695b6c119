import * as z from 'zod';

/** What a test reads of the event that a function is handed. */
export const StreamEvent = z.object({
  Records: z.array(
    z.object({
      eventSourceARN: z.string(),
      dynamodb: z.object({
        SequenceNumber: z.string(),
        NewImage: z.object({ id: z.object({ S: z.string() }) }),
      }),
    }),
  ),
});
export type Records = z.infer<typeof StreamEvent>['Records'];

export const idsOf = (records: Records): string[] => records.map(({ dynamodb }) => dynamodb.NewImage.id.S);
/** The answer of a function that could not do these. */
export const failuresOf = (records: Records) => ({
  batchItemFailures: records.map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })),
});
