import {
  ConditionalCheckFailedException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Store } from './store.ts';
import { cancellationOf } from './transaction-error.ts';

/** Whether a write's condition held. Throws any other error. */
export const conditionHeld = async (write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** Whether an update's condition held. */
export const succeeded = (store: Store, command: UpdateItemCommand): Promise<boolean> =>
  conditionHeld(() => store.client.send(command));

/** Whether all conditions of a transaction held, without contention. Throws any other error. */
export const allSucceeded = async (store: Store, items: TransactWriteItem[]): Promise<boolean> => {
  try {
    await store.client.send(new TransactWriteItemsCommand({ TransactItems: items }));
    return true;
  } catch (error) {
    if (cancellationOf(error, items.length).refusals.includes('fault')) throw error;
    return false;
  }
};
