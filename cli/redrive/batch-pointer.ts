import * as z from 'zod';
import { JsonText } from '../../lib/domain/intake/json-text.ts';

/**
 * A message of an on-failure queue: where in the stream the records are that were given up, never the records. Lambda
 * may leave the arrival out. https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
const Pointer = JsonText.pipe(
  z.object({
    requestContext: z.object({ condition: z.string() }),
    timestamp: z.iso.datetime({ offset: true }),
    DDBStreamBatchInfo: z.object({
      batchSize: z.int().min(0),
      approximateArrivalOfFirstRecord: z.iso.datetime({ offset: true }).optional(),
      approximateArrivalOfLastRecord: z.iso.datetime({ offset: true }).optional(),
    }),
  }),
);

/** What was given up, for a person to read. `from` and `to` in ms. */
export type GaveUp = { condition: string; records: number; from: number; to: number };

/** The pointer in a message; undefined if there is none. */
export const gaveUpIn = (text: string): GaveUp | undefined => {
  const { data } = Pointer.safeParse(text);
  if (!data) return undefined;
  const { batchSize, approximateArrivalOfFirstRecord, approximateArrivalOfLastRecord } =
    data.DDBStreamBatchInfo;
  const to = Date.parse(approximateArrivalOfLastRecord ?? data.timestamp);
  return {
    condition: data.requestContext.condition,
    records: batchSize,
    from: Date.parse(approximateArrivalOfFirstRecord ?? approximateArrivalOfLastRecord ?? data.timestamp),
    to,
  };
};
