import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { PENDING_SHARDS } from '../../domain/intake/notification.ts';
import type { NotificationKey } from './notifications.ts';
import { fromItem, type Item, type Store } from './store.ts';

const PendingKey = z.object({ endpointKey: z.string(), id: z.string() });

/** The keys of ungrouped notifications, oldest first in each of the four shards, at most `limit` per shard. */
export const listPending = async (store: Store, limit: number): Promise<NotificationKey[]> => {
  const { keys, errors } = await listReadablePending(store, limit);
  const [error] = errors;
  if (error !== undefined) throw error;
  return keys;
};

/** The same, with the errors of shards that could not be read: they must not hide the others. */
export const listReadablePending = async (
  store: Store,
  limit: number,
): Promise<{ keys: NotificationKey[]; errors: unknown[] }> => {
  const shards = await Promise.allSettled(
    Array.from({ length: PENDING_SHARDS }, (_, shard) => listShard(store, shard, limit)),
  );
  return {
    keys: shards.flatMap((shard) => (shard.status === 'fulfilled' ? shard.value : [])),
    errors: shards.flatMap((shard) => (shard.status === 'rejected' ? [shard.reason] : [])),
  };
};

const listShard = async (store: Store, shard: number, limit: number): Promise<NotificationKey[]> => {
  const keys: NotificationKey[] = [];
  let start: Item | undefined;
  do {
    const page = await store.client.send(
      new QueryCommand({
        TableName: store.tables.notifications,
        IndexName: 'pending',
        KeyConditionExpression: 'pending = :shard',
        ExpressionAttributeValues: { ':shard': { N: String(shard) } },
        Limit: limit - keys.length,
        ExclusiveStartKey: start,
      }),
    );
    keys.push(...(page.Items ?? []).map((item) => fromItem(PendingKey, item)));
    start = page.LastEvaluatedKey;
  } while (start && keys.length < limit);
  return keys;
};
