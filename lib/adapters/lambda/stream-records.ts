import * as z from 'zod';
import type { Notification } from '../../domain/intake/notification.ts';
import { notificationFrom } from '../dynamodb/notification-item.ts';
import type { Item } from '../dynamodb/store.ts';

/** A stream event has bytes in base64. */
const binary = z.base64().transform((text) => Uint8Array.from(Buffer.from(text, 'base64')));

/** The wire form of attributes in a stream image, not only of those that our items have: an odd one is to be told of, not retried. */
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

/** One record of the notifications' stream: a new pending notification, or nothing to do, or not to be read. */
export type StreamRecord =
  | { kind: 'notification'; sequenceNumber: string; notification: Notification }
  | { kind: 'ignored'; sequenceNumber: string }
  | { kind: 'broken'; sequenceNumber: string; error: unknown };

/** The records of a stream event. Throws only where there is no sequence number to answer with. */
export const streamRecords = (event: unknown): StreamRecord[] =>
  Records.parse(event).Records.map(streamRecord);

const streamRecord = (value: unknown): StreamRecord => {
  const sequenceNumber = SequenceNumber.parse(value).dynamodb.SequenceNumber;
  try {
    const { eventName, dynamodb } = Record.parse(value);
    // The filter in serverless.yml says the same; without both, our own updates would ring us again.
    if (eventName !== 'INSERT' || !dynamodb.NewImage?.['pending']) return { kind: 'ignored', sequenceNumber };
    return { kind: 'notification', sequenceNumber, notification: notificationFrom(dynamodb.NewImage) };
  } catch (error) {
    return { kind: 'broken', sequenceNumber, error };
  }
};
