import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Notification } from '../../domain/intake/notification.ts';
import { endedBy } from '../config/abortable.ts';
import { type Deadline, within } from '../config/deadline.ts';
import { notificationItem } from './put-item.ts';
import { rehearse } from './rehearse.ts';

/**
 * Stores the notifications of one body: the only call that `receive` makes. Ids are new, so their condition can fail
 * only if a first attempt succeeded and its answer was lost: that is success.
 */
export const putNotifications = async (
  client: DynamoDBClient,
  table: string,
  notifications: readonly [Notification, ...Notification[]],
  timeoutMs: number,
): Promise<void> => {
  await within(timeoutMs, async (deadline) => {
    for (let attempt = 1; ; attempt++) {
      try {
        await send(client, table, notifications, deadline);
        return;
      } catch (error) {
        if (isKeptAlready(error)) return;
        if (attempt === ATTEMPTS || !isPassing(error)) throw error;
        await Promise.race([sleep(PAUSE_MS * attempt), deadline.passed()]);
        if (deadline.aborted) throw error;
      }
    }
  });
};

const send = async (
  client: DynamoDBClient,
  table: string,
  [first, ...others]: readonly [Notification, ...Notification[]],
  deadline: Deadline,
): Promise<void> => {
  if (others.length === 0) {
    const one = putOne(table, first);
    await client.send(one, endedBy(deadline, client, one));
  } else {
    const all = new TransactWriteItemsCommand({
      TransactItems: [first, ...others].map((each) => ({ Put: put(table, each) })),
    });
    await client.send(all, endedBy(deadline, client, all));
  }
};

/** The SDK takes a cancelled transaction for final, whatever cancelled it. */
const ATTEMPTS = 3;
const PAUSE_MS = 100;

/** Does all of that but for the request itself: nothing is stored. */
export const rehearsePut = (
  client: DynamoDBClient,
  table: string,
  notification: Notification,
  abortSignal: AbortSignal,
): Promise<void> => rehearse(client, putOne(table, notification), abortSignal);

const putOne = (table: string, notification: Notification): PutItemCommand =>
  new PutItemCommand(put(table, notification));

const put = (table: string, notification: Notification) => ({
  TableName: table,
  Item: notificationItem(notification),
  ConditionExpression: 'attribute_not_exists(id)',
});

const isKeptAlready = (error: unknown): boolean =>
  error instanceof ConditionalCheckFailedException ||
  (error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code }) => Code === 'ConditionalCheckFailed'));

/** Whether a transaction was cancelled only by what passes: another write of an item, or throttling. */
const isPassing = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).every(({ Code = 'None' }) => PASSING.includes(Code));

const PASSING = ['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];
