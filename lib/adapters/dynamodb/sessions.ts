import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { conditionHeld } from './condition-held.ts';
import { type Store, toItem } from './store.ts';

const epochS = (at: Date): number => Math.floor(at.getTime() / 1000);

/**
 * Item `session#…` of the table `control`: somebody who is signed in. `who` is the name last typed, `said` what came of
 * the last action.
 */
export const Session = z.object({
  until: z.iso.datetime(),
  who: z.string().optional().catch(undefined),
  said: z.object({ text: z.string(), isDone: z.boolean() }).optional().catch(undefined),
});
export type Session = z.infer<typeof Session>;

const sessionName = (key: string) => toItem({ name: `session#${key}` });
const signInName = (key: string) => toItem({ name: `sign-in#${key}` });

/** Keeps a session under the hash of its secret. */
export const putSession = async (store: Store, key: string, until: Date): Promise<void> => {
  await store.client.send(
    new PutItemCommand({
      TableName: store.tables.control,
      Item: { ...sessionName(key), ...toItem({ until: until.toISOString(), expiresAt: epochS(until) }) },
    }),
  );
};

/** A session that has not ended; DynamoDB removes ended ones when it likes, so the time is looked at here. */
export const readSession = async (store: Store, key: string, now: Date): Promise<Session | undefined> => {
  const answer = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: sessionName(key), ConsistentRead: true }),
  );
  const session = answer.Item && Session.safeParse(unmarshall(answer.Item)).data;
  return session && Date.parse(session.until) > now.getTime() ? session : undefined;
};

/** Remembers the name that was typed last, and what came of the action, for the page that is shown next. */
export const rememberAct = (
  store: Store,
  key: string,
  { who, said }: Pick<Session, 'who' | 'said'>,
): Promise<boolean> =>
  conditionHeld(() =>
    store.client.send(
      new UpdateItemCommand({
        TableName: store.tables.control,
        Key: sessionName(key),
        UpdateExpression: 'SET who = :who, said = :said',
        ConditionExpression: 'attribute_exists(#name)',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: toItem({ ':who': who, ':said': said ?? null }),
      }),
    ),
  );

export const deleteSession = async (store: Store, key: string): Promise<void> => {
  await store.client.send(new DeleteItemCommand({ TableName: store.tables.control, Key: sessionName(key) }));
};

/** Keeps a link that was mailed under the hash of its secret; with `isForAll` any browser may use it. */
export const putSignIn = async (
  store: Store,
  { key, until, isForAll }: { key: string; until: Date; isForAll?: true },
): Promise<void> => {
  await store.client.send(
    new PutItemCommand({
      TableName: store.tables.control,
      Item: {
        ...signInName(key),
        ...toItem({ isForAll, until: until.toISOString(), expiresAt: epochS(until) }),
      },
    }),
  );
};

const isInTime = '#until > :now';

/** Uses a link up. Answers false where it is none, was used, is too old, or needs a browser that has asked. */
export const useSignIn = (store: Store, key: string, hasAsked: boolean, now: Date): Promise<boolean> =>
  conditionHeld(() =>
    store.client.send(
      new DeleteItemCommand({
        TableName: store.tables.control,
        Key: signInName(key),
        ConditionExpression: hasAsked ? isInTime : `${isInTime} AND attribute_exists(isForAll)`,
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: toItem({ ':now': now.toISOString() }),
      }),
    ),
  );
