import { marshall } from '@aws-sdk/util-dynamodb';
import { ulid } from 'ulid';
import * as z from 'zod';
import { callDynamodb } from '../../local/dynamodb/api.ts';

let number = 100_000_000_000_000_000_000n;

/** A sequence number as DynamoDB's streams have them: 21 digits and more, rising. */
const nextSequenceNumber = (): string => String(++number);

export type StreamRecord = { eventName: string; dynamodb: { SequenceNumber: string } };

/** A record of the notifications' stream around any image. */
export const record = (eventName: string, image: unknown, more: object = {}): StreamRecord => ({
  eventName,
  ...{ eventSource: 'aws:dynamodb', awsRegion: 'us-east-1', eventVersion: '1.1', ...more },
  dynamodb: {
    SequenceNumber: nextSequenceNumber(),
    ...{ StreamViewType: 'NEW_IMAGE', NewImage: image },
  },
});

/** An item as it goes over the wire, and as Lambda's stream events have it: bytes in base64. */
const onTheWire = (item: Record<string, unknown>): object =>
  Wire.parse(
    JSON.parse(
      JSON.stringify(marshall(item), (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
      ),
    ),
  );
const Wire = z.looseObject({});

export const insertOf = (item: Record<string, unknown>): StreamRecord => record('INSERT', onTheWire(item));

/** A notification that nobody has grouped, as `receive` keeps it. */
export const pendingItem = (fields: Record<string, unknown> = {}): Record<string, unknown> => ({
  endpointKey: 'abcdefghjkmn',
  id: ulid(),
  source: 'main',
  receivedAt: '2026-11-23T03:00:00.000Z',
  pending: 1,
  endpoint: 'https://h.example/hooks/orders',
  code: 503,
  ...fields,
});

/** Images that cannot be read as an item with keys. */
export const POISON: readonly (readonly [name: string, image: unknown])[] = [
  ['without an id', marshall({ endpointKey: 'x', pending: 1 })],
  ['with a number for a key', marshall({ endpointKey: 7, id: ulid(), pending: 1 })],
  ['with an attribute of no type', { ...marshall(pendingItem()), code: {} }],
  ['with bytes that are no base64', { ...marshall(pendingItem()), message: { B: '!' } }],
  ['that is text', 'NewImage'],
  ['that is null', null],
];

/** Puts an item into the notifications' table past `receive`, as an older or a broken version might have. */
export const putItem = (endpoint: string, item: Record<string, unknown>): Promise<unknown> =>
  callDynamodb(
    endpoint,
    'DynamoDB_20120810.PutItem',
    { TableName: 'flavours-error-webhook-local-notifications', Item: onTheWire(item) },
    z.unknown(),
  );
