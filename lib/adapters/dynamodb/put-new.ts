import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { conditionHeld } from './conditional-write.ts';
import { type Store, toItem } from './store.ts';

/**
 * Puts an item of the table `control` that nobody may overwrite, so that no late copy of this write revives one that was ended.
 * Returns false if there is one of this name: where names are random, the answer to a first try was lost.
 */
export const putNew = (
  { client, tables }: Store,
  item: { name: string } & Record<string, unknown>,
): Promise<boolean> =>
  conditionHeld(() =>
    client.send(
      new PutItemCommand({
        TableName: tables.control,
        Item: toItem(item),
        ConditionExpression: 'attribute_not_exists(#name)',
        ExpressionAttributeNames: { '#name': 'name' },
      }),
    ),
  );
