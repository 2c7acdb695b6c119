import * as z from 'zod';
import type { Notification } from '../../domain/intake/notification.ts';
import { notificationFrom } from '../dynamodb/notification-item.ts';
import type { Item } from '../dynamodb/store.ts';

/** A stream event has bytes in base64. */
const binary = z.base64().transform((text) => Uint8Array.from(Buffer.from(text, 'base64')));

/**
 * The wire format of attributes in a stream image, and not only of those in our items: an odd one is reported, not
 * retried.
 */
const Attribute: z.ZodType<Item[string]> = z.lazy(() =>
  z.union([
    z.object({ S: z.string() }),
    z.object({ N: z.string() }),
    z.object({ BOOL: z.boolean() }),
    z.object({ NULL: z.literal(true) }),
    z.object({ M: Image }),
    z.object({ L: z.array(Attribute) }),
    z.object({ SS: z.array(z.string()) }),
    z.object({ NS: z.array(z.string()) }),
    z.object({ B: binary }),
    z.object({ BS: z.array(binary) }),
  ]),
);
const Image = z.record(z.string(), Attribute);

const Record = z.object({
  eventName: z.string(),
  dynamodb: z.object({ SequenceNumber: z.string().min(1), NewImage: Image.optional() }),
});

const Records = z.object({ Records: z.array(z.unknown()) });
const SequenceNumber = z.object({ dynamodb: z.object({ SequenceNumber: z.string().min(1) }) });

/** One record of the notifications' stream: a new pending notification, nothing to do, or unreadable. */
export type StreamRecord =
  | { kind: 'notification'; sequenceNumber: string; notification: Notification }
  | { kind: 'ignored'; sequenceNumber: string }
  | { kind: 'broken'; sequenceNumber: string; error: unknown };

/** The records of a stream event. Throws only if there is no sequence number to report. */
export const streamRecords = (event: unknown): StreamRecord[] =>
  Records.parse(event).Records.map(streamRecord);

const streamRecord = (value: unknown): StreamRecord => {
  const sequenceNumber = SequenceNumber.parse(value).dynamodb.SequenceNumber;
  try {
    const { eventName, dynamodb } = Record.parse(value);
    // The filter in serverless.yml says the same; without both, our own updates would start us again.
    if (eventName !== 'INSERT' || !dynamodb.NewImage?.['pending']) return { kind: 'ignored', sequenceNumber };
    return { kind: 'notification', sequenceNumber, notification: notificationFrom(dynamodb.NewImage) };
  } catch (error) {
    return { kind: 'broken', sequenceNumber, error };
  }
};
