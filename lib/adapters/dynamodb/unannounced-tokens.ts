import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { succeeded } from './conditional-write.ts';
import { type Store, toItem } from './store.ts';

/**
 * Item `unannounced-tokens` of the table `control`: the API tokens of which the team has not heard, each with the time when
 * it was to be made. So the sweep reads one item each minute, and not the whole table.
 */
const KEY = { name: 'unannounced-tokens' };
const TOKEN = 'token#';

export type Unannounced = { id: string; since: string };

/** Notes that a token is to be announced; before the token itself is stored, so that none is left out. */
export const noteUnannounced = async (store: Store, id: string, since: string): Promise<void> => {
  await store.client.send(
    new UpdateItemCommand({
      TableName: store.tables.control,
      Key: toItem(KEY),
      UpdateExpression: 'SET #token = :since',
      ExpressionAttributeNames: { '#token': TOKEN + id },
      ExpressionAttributeValues: toItem({ ':since': since }),
    }),
  );
};

/** The tokens that may have to be announced, the oldest first; only the token itself says whether it was. */
export const listUnannounced = async (store: Store): Promise<Unannounced[]> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(KEY), ConsistentRead: true }),
  );
  return Object.entries(item ? unmarshall(item) : {})
    .flatMap(([name, since]: [string, unknown]) =>
      name.startsWith(TOKEN) && typeof since === 'string' ? [{ id: name.slice(TOKEN.length), since }] : [],
    )
    .toSorted((a, b) => (a.since < b.since ? -1 : 1));
};

/** Takes a token off: it was announced, or was never made. */
export const forgetUnannounced = (store: Store, id: string): Promise<boolean> =>
  succeeded(
    store,
    new UpdateItemCommand({
      TableName: store.tables.control,
      Key: toItem(KEY),
      UpdateExpression: 'REMOVE #token',
      ConditionExpression: 'attribute_exists(#token)',
      ExpressionAttributeNames: { '#token': TOKEN + id },
    }),
  );
