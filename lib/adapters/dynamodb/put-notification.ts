import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Notification } from '../../domain/intake/notification.ts';
import { toItem } from './store.ts';

/**
 * Keeps one notification: the only call `receive` makes. The id is new, so its condition can fail only when
 * a first try was kept and its answer lost: that is success.
 */
export const putNotification = async (
  client: DynamoDBClient,
  table: string,
  notification: Notification,
  timeoutMs: number,
): Promise<void> => {
  try {
    await client.send(
      new PutItemCommand({
        TableName: table,
        Item: toItem(notification),
        ConditionExpression: 'attribute_not_exists(id)',
      }),
      { abortSignal: AbortSignal.timeout(timeoutMs) },
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
