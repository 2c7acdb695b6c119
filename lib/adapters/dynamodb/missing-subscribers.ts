import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { MissingSubscribers } from '../../domain/oncall/missing-subscribers.ts';
import { conditionHeld } from './conditional-write.ts';
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

/** Stores a count, unless a later one is stored: no late copy of an earlier write takes it back. */
export const putMissingSubscribers = async (store: Store, missing: MissingSubscribers): Promise<void> => {
  await conditionHeld(() =>
    store.client.send(
      new PutItemCommand({
        TableName: store.tables.control,
        Item: toItem({ ...KEY, ...missing }),
        ConditionExpression: 'NOT countedAt >= :countedAt', // also true of an item without it, or of another form
        ExpressionAttributeValues: toItem({ ':countedAt': missing.countedAt }),
      }),
    ),
  );
};
