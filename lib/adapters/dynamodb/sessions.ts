import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Bucket, take } from '../../domain/alerting/token-bucket.ts';
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
  succeeded(() =>
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

/** Keeps a sign-in that was asked for; without `browser` any browser may use it. */
export const putSignIn = async (
  store: Store,
  { key, browser, until }: { key: string; browser?: string; until: Date },
): Promise<void> => {
  await store.client.send(
    new PutItemCommand({
      TableName: store.tables.control,
      Item: {
        ...signInName(key),
        ...toItem({ browser, until: until.toISOString(), expiresAt: epochS(until) }),
      },
    }),
  );
};

const isInTime = '#until > :now';
const isThisBrowser = 'attribute_not_exists(browser) OR browser = :browser';

/** Uses a sign-in up. Answers false where it is none, was used, is too old, or another browser asked for it. */
export const useSignIn = (store: Store, key: string, browser: string, now: Date): Promise<boolean> =>
  succeeded(() =>
    store.client.send(
      new DeleteItemCommand({
        TableName: store.tables.control,
        Key: signInName(key),
        ConditionExpression: `${isInTime} AND (${isThisBrowser})`,
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: toItem({ ':now': now.toISOString(), ':browser': browser }),
      }),
    ),
  );

const BUCKET = { name: 'sign-in' };

/** Leave to mail one sign-in link, from a bucket: five at once, then one per three minutes, for all together. */
export const takeSignInAllowance = async (store: Store, now: Date): Promise<boolean> => {
  const answer = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(BUCKET), ConsistentRead: true }),
  );
  const before = answer.Item && Bucket.safeParse(unmarshall(answer.Item)).data;
  const bucket = take(before, now);
  if (!bucket) return false;
  return succeeded(() =>
    store.client.send(
      new PutItemCommand({
        TableName: store.tables.control,
        Item: toItem({ ...BUCKET, ...bucket }),
        ...(before
          ? {
              ConditionExpression: '#at = :before AND tokens = :tokens',
              ExpressionAttributeNames: { '#at': 'at' },
              ExpressionAttributeValues: toItem({ ':before': before.at, ':tokens': before.tokens }),
            }
          : {
              ConditionExpression: 'attribute_not_exists(#name)',
              ExpressionAttributeNames: { '#name': 'name' },
            }),
      }),
    ),
  );
};

const succeeded = async (write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
