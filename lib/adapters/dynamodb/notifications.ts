import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Notification } from '../../domain/intake/notification.ts';
import { notificationFrom } from './notification-item.ts';
import { type Item, readItems, type Store, toItem } from './store.ts';

const Tries = z.object({ tries: z.int().min(0).catch(0) });

export type NotificationKey = Pick<Notification, 'endpointKey' | 'id'>;

/** Reads notifications by key, consistently; those that are gone are left out. */
export const readNotifications = async (
  store: Store,
  keys: readonly NotificationKey[],
): Promise<Notification[]> => {
  const items = await readItems(store, store.tables.notifications, keys.map(keyOf));
  return items.map(notificationFrom);
};

/**
 * Counts a failure to group that the notification itself caused. Returns how many there were; undefined if it is
 * grouped by now. A count that went up since it was read counts as this failure: it may be this very write, whose
 * answer was lost.
 */
export const countTry = async (store: Store, key: NotificationKey): Promise<number | undefined> => {
  const [item] = await readItems(store, store.tables.notifications, [keyOf(key)]);
  if (!item?.['pending']) return undefined;
  const before = triesOf(item);
  try {
    await store.client.send(
      new UpdateItemCommand({
        TableName: store.tables.notifications,
        Key: keyOf(key),
        UpdateExpression: 'SET tries = :after',
        ConditionExpression: `attribute_exists(pending) AND ${before === 0 ? '(attribute_not_exists(tries) OR tries = :before)' : 'tries = :before'}`,
        ExpressionAttributeValues: toItem({ ':before': before, ':after': before + 1 }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return before + 1;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item?.['pending'] ? triesOf(error.Item) : undefined;
  }
};

const keyOf = ({ endpointKey, id }: NotificationKey): Item => toItem({ endpointKey, id });

const triesOf = (item: Item): number => Tries.parse(unmarshall(item, { wrapNumbers: Number })).tries;
