import { ConditionalCheckFailedException, type UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Store } from './store.ts';

/** Whether an update's condition held. Throws whatever else stood in the way. */
export const succeeded = async (store: Store, command: UpdateItemCommand): Promise<boolean> => {
  try {
    await store.client.send(command);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
