import { BatchGetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Store } from '../../lib/adapters/dynamodb/store.ts';
import { intercepted } from './intercepted.ts';

const Batch = z.looseObject({ Responses: z.record(z.string(), z.array(z.unknown())) });

/** A store that counts the pages of the key table that are asked for, and the whole notifications that come back. */
export const countingReads = (store: Store) => {
  let [pages, items] = [0, 0];
  const { notifications } = store.tables;
  const client = intercepted(store.client, async (command, next) => {
    const answer = await next();
    if (command instanceof QueryCommand && command.input.TableName === notifications)
      pages += command.input.IndexName === undefined ? 1 : 0;
    if (command instanceof BatchGetItemCommand)
      items += Batch.parse(answer).Responses[notifications]?.length ?? 0;
    return answer;
  });
  return {
    store: { ...store, client },
    pages: () => pages,
    items: () => items,
  };
};
