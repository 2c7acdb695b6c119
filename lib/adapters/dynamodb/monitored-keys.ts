import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { MONITORED } from '../../domain/probing/monitor.ts';
import { type Item, type Store, toItem } from './store.ts';

const Key = z.object({ endpointKey: z.string() });

/** A page of DynamoDB holds some 10,000 keys. */
const MOST_PAGES = 10;

/** The keys of all monitored endpoints, next to be probed first; at most as many as anybody would page through. */
export const listMonitoredKeys = async (store: Store): Promise<{ keys: string[]; isWhole: boolean }> => {
  const keys: string[] = [];
  let start: Item | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: { Items?: Item[] | undefined; LastEvaluatedKey?: Item | undefined } =
      await store.client.send(
        new QueryCommand({
          TableName: store.tables.endpoints,
          IndexName: 'monitored',
          KeyConditionExpression: '#monitored = :on',
          ExpressionAttributeNames: { '#monitored': 'monitored' },
          ExpressionAttributeValues: toItem({ ':on': MONITORED }),
          ExclusiveStartKey: start,
        }),
      );
    keys.push(...(answer.Items ?? []).map((item) => Key.parse(unmarshall(item)).endpointKey));
    start = answer.LastEvaluatedKey;
    if (!start) return { keys, isWhole: true };
  }
  return { keys, isWhole: false };
};
