import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { conditionHeld } from './conditional-write.ts';
import type { OpenListCursor } from './open-list.ts';
import { type Store, toItem } from './store.ts';

const Cursor = z.object({ endpointKey: z.string(), number: z.int(), openedAt: z.string() });
const Revision = z.object({ revision: z.int().catch(0).default(0) });
const KEY = { name: 'sweep-cursor' };

/**
 * Where the last sweep ran out of time in the open list: no `at` if it reached the end. `revision` goes up with each
 * write.
 */
export type SweepCursor = { at: OpenListCursor | undefined; revision: number };

/** An item of another form counts as none. */
export const readSweepCursor = async (store: Store): Promise<SweepCursor> => {
  const answer = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(KEY) }),
  );
  const fields = answer.Item ? unmarshall(answer.Item) : {};
  return { at: Cursor.safeParse(fields).data, ...Revision.parse(fields) };
};

/**
 * Stores where to continue. If sweeps overlap, the first to end stores its place, and no late copy of an earlier one
 * replaces it: either way the whole list is read in turn.
 */
export const putSweepCursor = async (
  store: Store,
  { revision }: Pick<SweepCursor, 'revision'>,
  at: OpenListCursor | undefined,
): Promise<void> => {
  await conditionHeld(() =>
    store.client.send(
      new PutItemCommand({
        TableName: store.tables.control,
        Item: toItem({ ...KEY, ...at, revision: revision + 1 }),
        ConditionExpression: revision === 0 ? 'attribute_not_exists(revision)' : 'revision = :before',
        ...(revision > 0 && { ExpressionAttributeValues: toItem({ ':before': revision }) }),
      }),
    ),
  );
};
