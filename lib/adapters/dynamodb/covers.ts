import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Cover } from '../../domain/oncall/cover.ts';
import { conditionHeld } from './conditional-write.ts';
import { type Store, toItem } from './store.ts';

const KEY = { name: 'covers' };
const Revision = z.object({ revision: z.int().catch(0).default(0) });
const Covers = z.object({ covers: z.array(z.unknown()).catch([]).default([]) });

/** All covers, past ones too. They are one item, so that two that overlap cannot be agreed on at the same time. */
export type StoredCovers = { covers: Cover[]; revision: number };

/** A cover of another form cannot be used, and must not hide the others. */
export const readCovers = async (store: Store): Promise<StoredCovers> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(KEY), ConsistentRead: true }),
  );
  const fields = item ? unmarshall(item) : {};
  return {
    covers: Covers.parse(fields).covers.flatMap((one) => Cover.safeParse(one).data ?? []),
    ...Revision.parse(fields),
  };
};

/**
 * Stores all covers in place of those of `revision`. Returns false if somebody else has changed them since. If the answer to a
 * first attempt was lost, they are there already.
 */
export const putCovers = async (
  store: Store,
  covers: readonly Cover[],
  revision: number,
): Promise<boolean> => {
  const written = await conditionHeld(() =>
    store.client.send(
      new PutItemCommand({
        TableName: store.tables.control,
        Item: toItem({ ...KEY, covers, revision: revision + 1 }),
        ConditionExpression: revision === 0 ? 'attribute_not_exists(revision)' : 'revision = :before',
        ...(revision > 0 && { ExpressionAttributeValues: toItem({ ':before': revision }) }),
      }),
    ),
  );
  if (written) return true;
  const now = await readCovers(store);
  return now.revision === revision + 1 && JSON.stringify(now.covers) === JSON.stringify(covers);
};
