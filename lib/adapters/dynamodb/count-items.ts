import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Item, Store } from './store.ts';

const MOST_PAGES = 10;

/** How many there are: exactly, or at least. */
export type Count = { count: number; isWhole: boolean };

/** Counts what a query finds, without reading it. Ten pages of DynamoDB at most. */
export const countItems = async (store: Store, query: QueryCommandInput): Promise<Count> => {
  let count = 0;
  let start: Item | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: { Count?: number | undefined; LastEvaluatedKey?: Item | undefined } =
      await store.client.send(new QueryCommand({ ...query, Select: 'COUNT', ExclusiveStartKey: start }));
    count += answer.Count ?? 0;
    start = answer.LastEvaluatedKey;
    if (!start) return { count, isWhole: true };
  }
  return { count, isWhole: false };
};
