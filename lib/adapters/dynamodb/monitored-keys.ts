import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { MONITORED } from '../../domain/probing/monitor.ts';
import { type Count, countItems } from './count-items.ts';
import { type Item, type Store, toItem } from './store.ts';

const Key = z.object({ endpointKey: z.string() });

/** A page of DynamoDB holds some 10,000 keys. */
const MOST_PAGES = 10;

const monitored = (store: Store) => ({
  TableName: store.tables.endpoints,
  IndexName: 'monitored',
  KeyConditionExpression: '#monitored = :on',
  ExpressionAttributeNames: { '#monitored': 'monitored' },
  ExpressionAttributeValues: toItem({ ':on': MONITORED }),
});

/** The keys of at most `limit` monitored endpoints, and how many there are in all. One query, and where there are more a count. */
export const firstMonitoredKeys = async (
  store: Store,
  limit: number,
): Promise<{ keys: string[]; all: Count }> => {
  const answer = await store.client.send(new QueryCommand({ ...monitored(store), Limit: limit }));
  const keys = (answer.Items ?? []).map((item) => Key.parse(unmarshall(item)).endpointKey);
  const all = answer.LastEvaluatedKey
    ? await countItems(store, monitored(store))
    : { count: keys.length, isWhole: true };
  return { keys, all };
};

/** The keys of all monitored endpoints, next to be probed first; at most as many as anybody would page through. */
export const listMonitoredKeys = async (store: Store): Promise<{ keys: string[]; isWhole: boolean }> => {
  const keys: string[] = [];
  let start: Item | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: { Items?: Item[] | undefined; LastEvaluatedKey?: Item | undefined } =
      await store.client.send(new QueryCommand({ ...monitored(store), ExclusiveStartKey: start }));
    keys.push(...(answer.Items ?? []).map((item) => Key.parse(unmarshall(item)).endpointKey));
    start = answer.LastEvaluatedKey;
    if (!start) return { keys, isWhole: true };
  }
  return { keys, isWhole: false };
};
