import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { conditionHeld } from './conditional-write.ts';
import { type Store, toItem } from './store.ts';

/**
 * Puts an item of the table `control`, unless one stands there whose attribute `time` is later: no late copy of an earlier
 * write takes it back.
 */
export const putUnlessLater = async (
  { client, tables }: Store,
  time: string,
  item: Record<string, unknown>,
): Promise<void> => {
  await conditionHeld(() =>
    client.send(
      new PutItemCommand({
        TableName: tables.control,
        Item: toItem(item),
        ConditionExpression: 'NOT #time > :time', // also true of an item without it, or of another form
        ExpressionAttributeNames: { '#time': time },
        ExpressionAttributeValues: toItem({ ':time': item[time] }),
      }),
    ),
  );
};
