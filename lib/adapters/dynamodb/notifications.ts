import { ConditionalCheckFailedException, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { encodeTime } from 'ulid';
import * as z from 'zod';
import type { Notification } from '../../domain/intake/notification.ts';
import { notificationFrom } from './notification-item.ts';
import { fromItem, type Item, readItems, type Store, toItem } from './store.ts';

const Tries = z.object({ tries: z.int() });

export type NotificationKey = Pick<Notification, 'endpointKey' | 'id'>;

/** Reads notifications by key, consistently; those that are gone are left out. */
export const readNotifications = async (
  store: Store,
  keys: readonly NotificationKey[],
): Promise<Notification[]> => {
  const items = await readItems(
    store,
    store.tables.notifications,
    keys.map(({ endpointKey, id }) => toItem({ endpointKey, id })),
  );
  return items.map(notificationFrom);
};

/** What is still pending under one key and not older than `since`, read consistently. */
export const pendingOf = async (store: Store, endpointKey: string, since: Date): Promise<Notification[]> => {
  const pending: Notification[] = [];
  let start: Item | undefined;
  do {
    const page = await store.client.send(
      new QueryCommand({
        TableName: store.tables.notifications,
        ConsistentRead: true,
        KeyConditionExpression: 'endpointKey = :key AND id >= :since',
        FilterExpression: 'attribute_exists(pending)',
        ExpressionAttributeValues: {
          ':key': { S: endpointKey },
          ':since': { S: encodeTime(since.getTime()) },
        },
        ExclusiveStartKey: start,
      }),
    );
    pending.push(...(page.Items ?? []).map(notificationFrom));
    start = page.LastEvaluatedKey;
  } while (start);
  return pending;
};

/** Counts a fold that failed for a reason of the notification's own. Answers how often that was; nothing if it is folded. */
export const countTry = async (
  store: Store,
  { endpointKey, id }: NotificationKey,
): Promise<number | undefined> => {
  try {
    const answer = await store.client.send(
      new UpdateItemCommand({
        TableName: store.tables.notifications,
        Key: toItem({ endpointKey, id }),
        UpdateExpression: 'ADD tries :one',
        ConditionExpression: 'attribute_exists(pending)',
        ExpressionAttributeValues: { ':one': { N: '1' } },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return fromItem(Tries, answer.Attributes ?? {}).tries;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
