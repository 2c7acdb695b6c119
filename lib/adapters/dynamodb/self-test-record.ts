import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { SelfTestRecord } from '../../domain/watching/self-test.ts';
import { putUnlessLater } from './put-unless-later.ts';
import { type Store, toItem } from './store.ts';

/*
 * Two items of the table `control`: how the last self-tests went, and what SNS delivered of them last. Two, since the run that
 * waits writes one, while SNS starts another run that writes the other.
 */
const RECORD = { name: 'self-test' };
const ARRIVAL = { name: 'self-test-arrival' };
const Arrival = z.object({ messageId: z.string() });

const read = async (store: Store, key: { name: string }): Promise<unknown> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(key), ConsistentRead: true }),
  );
  return item && unmarshall(item);
};

/** How the last self-tests went; nothing if there was none, or if another version wrote it otherwise. */
export const readSelfTest = async (store: Store): Promise<SelfTestRecord | undefined> =>
  SelfTestRecord.safeParse(await read(store, RECORD)).data;

export const putSelfTest = (store: Store, record: SelfTestRecord): Promise<void> =>
  putUnlessLater(store, 'ranAt', { ...record, ...RECORD });

/** SNS's id of the message that it delivered last to the function that waits for it. */
export const readArrival = async (store: Store): Promise<string | undefined> =>
  Arrival.safeParse(await read(store, ARRIVAL)).data?.messageId;

export const putArrival = (store: Store, messageId: string, at: Date): Promise<void> =>
  putUnlessLater(store, 'at', { ...ARRIVAL, messageId, at: at.toISOString() });
