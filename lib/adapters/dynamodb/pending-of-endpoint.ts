import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { encodeTime } from 'ulid';
import * as z from 'zod';
import { PENDING_SHARDS } from '../../domain/intake/notification.ts';
import type { NotificationKey } from './notifications.ts';
import { fromItem, type Item, type Store, toItem } from './store.ts';

/** Keys of pending notifications. `isAll` is false if more may be pending that was not read. */
export type PendingKeys = { keys: NotificationKey[]; isAll: boolean };

const PendingKey = z.object({ endpointKey: z.string(), id: z.string() });
/** Each page ends after 1 MB, and DynamoDB reads whole items whatever is asked for. */
const PAGES = 10;

/** The clocks of two functions differ by less. */
const CLOCK_MS = 60_000;

/**
 * What is pending under one key and arrived after the last counted notification, at `lastAt`, or shortly before it.
 * Read consistently, since what arrived this moment is in no index yet. Newest first, at most `PAGES`, keys only.
 * Nothing older needs to be read: there may be any number of counted notifications before it.
 */
export const listRecentPending = async (
  store: Store,
  { endpointKey, lastAt }: { endpointKey: string; lastAt: string },
): Promise<PendingKeys> => {
  const lastMs = Date.parse(lastAt);
  const keys: NotificationKey[] = [];
  let start: Item | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = await store.client.send(
      new QueryCommand({
        TableName: store.tables.notifications,
        ConsistentRead: true,
        KeyConditionExpression: 'endpointKey = :key AND id >= :since',
        FilterExpression: 'attribute_exists(pending)',
        ProjectionExpression: 'endpointKey, id',
        ExpressionAttributeValues: toItem({
          ':key': endpointKey,
          ':since': encodeTime(Math.max(0, lastMs - CLOCK_MS)),
        }),
        ScanIndexForward: false,
        ExclusiveStartKey: start,
      }),
    );
    keys.push(...(answer.Items ?? []).map((item) => fromItem(PendingKey, item)));
    start = answer.LastEvaluatedKey;
    if (!start) return { keys, isAll: true };
  }
  return { keys, isAll: (start?.['id']?.S ?? '') < encodeTime(lastMs) };
};

/**
 * What is pending under one key according to the index, however old: a page of each shard, thousands of keys, oldest
 * first.
 */
export const listOldPending = async (store: Store, endpointKey: string): Promise<PendingKeys> => {
  const shards = await Promise.all(
    Array.from({ length: PENDING_SHARDS }, (_, shard) =>
      store.client.send(
        new QueryCommand({
          TableName: store.tables.notifications,
          IndexName: 'pending',
          KeyConditionExpression: 'pending = :shard',
          FilterExpression: 'endpointKey = :key',
          ExpressionAttributeValues: toItem({ ':shard': shard, ':key': endpointKey }),
        }),
      ),
    ),
  );
  return {
    keys: shards.flatMap(({ Items = [] }) => Items.map((item) => fromItem(PendingKey, item))),
    isAll: shards.every(({ LastEvaluatedKey }) => LastEvaluatedKey === undefined),
  };
};
