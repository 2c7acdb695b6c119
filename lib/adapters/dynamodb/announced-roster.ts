import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Roster } from '../../domain/oncall/roster.ts';
import { conditionHeld } from './conditional-write.ts';
import { type Store, toItem } from './store.ts';

/*
 * An item of its own and not a part of `covers`: people write that one whole, and would put back an older roster with it.
 */
const KEY = { name: 'announced-roster' };
const Fields = z.object({
  roster: Roster.optional().catch(undefined),
  revision: z.int().catch(0).default(0),
});

/** Who was on duty when that was last announced: no `roster` if it never was, or the item has another form. */
export type AnnouncedRoster = { roster: Roster | undefined; revision: number };

/** `isLatest`: whatever was written before is seen, at twice the price. */
export const readAnnouncedRoster = async (store: Store, isLatest: boolean): Promise<AnnouncedRoster> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(KEY), ConsistentRead: isLatest }),
  );
  const { roster, revision } = Fields.parse(item ? unmarshall(item) : {});
  return { roster, revision };
};

/** Stores it in place of `revision`. Where another run has stored one since, that stays. */
export const putAnnouncedRoster = async (
  store: Store,
  { roster, at }: { roster: Roster; at: Date },
  revision: number,
): Promise<void> => {
  await conditionHeld(() =>
    store.client.send(
      new PutItemCommand({
        TableName: store.tables.control,
        Item: toItem({ ...KEY, roster, revision: revision + 1, at: at.toISOString() }),
        ConditionExpression: revision === 0 ? 'attribute_not_exists(revision)' : 'revision = :before',
        ...(revision > 0 && { ExpressionAttributeValues: toItem({ ':before': revision }) }),
      }),
    ),
  );
};
