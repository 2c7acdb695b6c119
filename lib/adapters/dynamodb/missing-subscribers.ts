import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { MissingSubscribers } from '../../domain/oncall/missing-subscribers.ts';
import { putUnlessLater } from './put-unless-later.ts';
import { type Store, toItem } from './store.ts';

/** Item `missing-subscribers` of the table `control`. */
const KEY = { name: 'missing-subscribers' };

/** What the last count found; nothing before the first, or where the item has another form. */
export const readMissingSubscribers = async (store: Store): Promise<MissingSubscribers | undefined> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(KEY) }),
  );
  return item && MissingSubscribers.safeParse(unmarshall(item)).data;
};

/** Stores a count, unless a later one is stored. */
export const putMissingSubscribers = (store: Store, missing: MissingSubscribers): Promise<void> =>
  putUnlessLater(store, 'countedAt', { ...KEY, ...missing });
