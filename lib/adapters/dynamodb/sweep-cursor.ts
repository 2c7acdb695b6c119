import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { OpenListCursor } from './open-list.ts';
import { type Store, toItem } from './store.ts';

const Cursor = z.object({ endpointKey: z.string(), number: z.int(), openedAt: z.string() });
const KEY = { name: 'sweep-cursor' };

/** Where the last sweep's time was up in the open list; nothing if it came to the end. One of another form is as good as none. */
export const readSweepCursor = async (store: Store): Promise<OpenListCursor | undefined> => {
  const answer = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(KEY) }),
  );
  return answer.Item && Cursor.safeParse(unmarshall(answer.Item)).data;
};

/** Keeps where to go on. Sweeps that overlap may each write theirs: whichever stays, the walk goes round. */
export const putSweepCursor = async (store: Store, cursor: OpenListCursor | undefined): Promise<void> => {
  await store.client.send(
    new PutItemCommand({ TableName: store.tables.control, Item: toItem({ ...KEY, ...cursor }) }),
  );
};
