import {
  type DynamoDBClient,
  QueryCommand,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expiresAt, KEPT_DAYS } from '../../domain/incidents/retention.ts';
import type { Notification } from '../../domain/intake/notification.ts';
import { DAY, Day, DELIVERED, DELIVERED_AT, dayItem } from '../../domain/probing/daily-stats.ts';
import type { ProbeResult } from '../../domain/probing/probe-result.ts';
import { endedBy } from '../config/abortable.ts';
import { within } from '../config/deadline.ts';
import { conditionHeld } from './conditional-write.ts';
import { type Store, toItem } from './store.ts';

const expiry = (at: Date): number => expiresAt(at, KEPT_DAYS.dailyStats);

/** The write that counts a probe result into its day, for the transaction that records the result: exactly once. */
export const resultWrite = (
  store: Store,
  endpointKey: string,
  { at, kind, ms }: ProbeResult,
): TransactWriteItem => {
  const name = kind === 'up' ? 'up' : kind === 'down' ? 'down' : 'unknown';
  const day = new Date(at);
  return {
    Update: {
      TableName: store.tables.endpoints,
      Key: toItem({ endpointKey, item: dayItem(day) }),
      UpdateExpression: `SET expiresAt = :expiresAt ADD #name :one${kind === 'up' ? ', upMsTotal :ms' : ''}`,
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: toItem({
        ':expiresAt': expiry(day),
        ':one': 1,
        ...(kind === 'up' && { ':ms': ms }),
      }),
    },
  };
};

/** The writes that count notifications into their days, for the transaction that groups them: exactly once. */
export const notifiedWrites = (
  store: Store,
  endpointKey: string,
  notifications: readonly Notification[],
): TransactWriteItem[] => {
  const counts = new Map<string, { day: Date; count: number }>();
  for (const { receivedAt } of notifications) {
    const day = new Date(receivedAt);
    const item = dayItem(day);
    counts.set(item, { day, count: (counts.get(item)?.count ?? 0) + 1 });
  }
  return [...counts].slice(0, MOST_DAYS).map(([item, { day, count }]) => ({
    Update: {
      TableName: store.tables.endpoints,
      Key: toItem({ endpointKey, item }),
      UpdateExpression: 'SET expiresAt = :expiresAt ADD notifications :count',
      ExpressionAttributeValues: toItem({ ':expiresAt': expiry(day), ':count': count }),
    },
  }));
};

/** A transaction holds 100 items, so in a backlog of more days the oldest are not counted by day. */
const MOST_DAYS = 5;

/**
 * Sets how many events an endpoint received on a day, according to a source. A later report replaces it; a late copy
 * of an earlier one does not, since `at` is compared.
 */
export const setDelivered = async (
  client: DynamoDBClient,
  table: string,
  {
    endpointKey,
    day,
    source,
    delivered,
    at,
  }: { endpointKey: string; day: string; source: string; delivered: number; at: Date },
  timeoutMs: number,
): Promise<void> => {
  const update = new UpdateItemCommand({
    TableName: table,
    Key: toItem({ endpointKey, item: `${DAY}${day}` }),
    UpdateExpression:
      'SET #delivered = :delivered, #at = :at, expiresAt = if_not_exists(expiresAt, :expiresAt)',
    ConditionExpression: 'attribute_not_exists(#at) OR #at <= :at',
    ExpressionAttributeNames: {
      '#delivered': `${DELIVERED}${source}`,
      '#at': `${DELIVERED_AT}${source}`,
    },
    ExpressionAttributeValues: toItem({
      ':delivered': delivered,
      ':at': at.toISOString(),
      ':expiresAt': expiry(new Date(day)),
    }),
  });
  await within(timeoutMs, (deadline) =>
    conditionHeld(() => client.send(update, endedBy(deadline, client, update))),
  );
};

/** The last days of an endpoint, the latest first. Items of another form are left out. */
export const daysOf = async (store: Store, endpointKey: string, limit: number): Promise<Day[]> => {
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tables.endpoints,
      KeyConditionExpression: 'endpointKey = :key AND begins_with(#item, :day)',
      ExpressionAttributeNames: { '#item': 'item' },
      ExpressionAttributeValues: toItem({ ':key': endpointKey, ':day': DAY }),
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return (answer.Items ?? [])
    .map((item) => Day.safeParse(unmarshall(item)).data)
    .filter((day) => day !== undefined);
};
