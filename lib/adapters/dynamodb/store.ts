import { setTimeout as sleep } from 'node:timers/promises';
import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { TableNames } from '../config/table-names.ts';

/** The store: a client and the names of one stage's tables. */
export type Store = { client: DynamoDBClient; tables: TableNames };

export type Item = Record<string, AttributeValue>;

/** Values in DynamoDB's wire format; undefined ones are left out. */
export const toItem = (value: Record<string, unknown>): Item =>
  marshall(value, { removeUndefinedValues: true });

/** An item of a table, parsed by its schema. Throws with the names of key and field if it does not fit. */
export const fromItem = <Schema extends z.ZodType>(schema: Schema, item: Item): z.infer<Schema> => {
  const value = unmarshall(item);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Error(`stored item does not fit: ${z.prettifyError(result.error)}`, { cause: result.error });
};

/** `values` in runs of at most `size`. */
export const chunksOf = <Value>(values: readonly Value[], size: number): Value[][] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );

const GET_LIMIT = 100; // BatchGetItem
const GET_ATTEMPTS = 8;
const GET_PAUSE_MS = 20;

/**
 * Keys without repetition. A page of an index may name an item again that moved while it was read, and a form may post one
 * twice; DynamoDB refuses the whole batch then (boto/boto3#4131). All keys of a table name their attributes in one order.
 */
const distinct = (keys: readonly Item[]): Item[] => [
  ...new Map(keys.map((key) => [JSON.stringify(key), key])).values(),
];

/**
 * Items by key, each once, read consistently, whole unless only some `attributes` are wanted; missing ones are left out.
 * Throws if DynamoDB leaves keys unprocessed for long.
 */
export const readItems = async (
  store: Store,
  table: string,
  keys: readonly Item[],
  attributes?: string,
): Promise<Item[]> => {
  const found: Item[] = [];
  for (const chunk of chunksOf(distinct(keys), GET_LIMIT)) {
    let unread = chunk;
    for (let round = 0; unread.length > 0; round++) {
      if (round === GET_ATTEMPTS)
        throw new Error(`${table}: ${unread.length} keys stayed unprocessed in ${round} rounds`);
      if (round > 0) await sleep(GET_PAUSE_MS * 2 ** round);
      const answer = await store.client.send(
        new BatchGetItemCommand({
          RequestItems: {
            [table]: {
              Keys: unread,
              ConsistentRead: true,
              ...(attributes !== undefined && { ProjectionExpression: attributes }),
            },
          },
        }),
      );
      found.push(...(answer.Responses?.[table] ?? []));
      unread = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    }
  }
  return found;
};
