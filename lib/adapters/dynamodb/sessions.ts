import { randomUUID } from 'node:crypto';
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { expiresAt } from '../../domain/incidents/retention.ts';
import { succeeded } from './conditional-write.ts';
import { putNew } from './put-new.ts';
import { type Store, toItem } from './store.ts';

/** Item `session#…` of the table `control`: somebody who is signed in. `message` is the outcome of the last action. */
export const Session = z.object({
  until: z.iso.datetime(),
  message: z.object({ text: z.string(), isDone: z.boolean() }).optional().catch(undefined),
});
export type Session = z.infer<typeof Session>;

const sessionName = (key: string): string => `session#${key}`;
const signInName = (key: string): string => `sign-in#${key}`;

/** Stores a session under the hash of its secret, which is new. */
export const putSession = async (store: Store, key: string, until: Date): Promise<void> => {
  await putNew(store, { name: sessionName(key), until: until.toISOString(), expiresAt: expiresAt(until) });
};

/** A session that has not ended; DynamoDB removes ended ones late, so the time is checked here. */
export const readSession = async (store: Store, key: string, now: Date): Promise<Session | undefined> => {
  const answer = await store.client.send(
    new GetItemCommand({
      TableName: store.tables.control,
      Key: toItem({ name: sessionName(key) }),
      ConsistentRead: true,
    }),
  );
  const session = answer.Item && Session.safeParse(unmarshall(answer.Item)).data;
  return session && Date.parse(session.until) > now.getTime() ? session : undefined;
};

/** Stores the outcome of an action for the next page. A later outcome is not overwritten. */
export const saveLastAction = (
  store: Store,
  key: string,
  message: NonNullable<Session['message']>,
  now: Date,
): Promise<boolean> =>
  succeeded(
    store,
    new UpdateItemCommand({
      TableName: store.tables.control,
      Key: toItem({ name: sessionName(key) }),
      UpdateExpression: 'SET message = :message, saidAt = :now',
      ConditionExpression: 'attribute_exists(#name) AND (attribute_not_exists(saidAt) OR saidAt <= :now)',
      ExpressionAttributeNames: { '#name': 'name' },
      ExpressionAttributeValues: toItem({ ':message': message, ':now': now.toISOString() }),
    }),
  );

/**
 * Ends a session. Its item stays until it would have expired, so that no late copy of the write that created it
 * revives it.
 */
export const endSession = async (store: Store, key: string, now: Date): Promise<void> => {
  await succeeded(
    store,
    new UpdateItemCommand({
      TableName: store.tables.control,
      Key: toItem({ name: sessionName(key) }),
      UpdateExpression: 'SET #until = :now',
      ConditionExpression: 'attribute_exists(#name)',
      ExpressionAttributeNames: { '#name': 'name', '#until': 'until' },
      ExpressionAttributeValues: toItem({ ':now': now.toISOString() }),
    }),
  );
};

/** Stores an emailed link under the hash of its new secret; with `isForAll` any browser may use it. */
export const putSignIn = async (
  store: Store,
  { key, until, isForAll }: { key: string; until: Date; isForAll?: true },
): Promise<void> => {
  await putNew(store, {
    name: signInName(key),
    isForAll,
    until: until.toISOString(),
    expiresAt: expiresAt(until),
  });
};

/** The answer to a sign-in may be lost, here or on its way to the browser: for this long it may ask again. */
const AGAIN_MS = 60_000;

const isInTime = '#until > :now';
const isUnused = 'attribute_not_exists(usedAt) OR (usedBy = :by AND usedAt > :since)';

/**
 * Uses up a link. `browser` identifies the browser that asked. Returns false if there is no such link, or it is too
 * old, needs a browser that has asked, or was used, except by the same browser within a minute. The item stays, so
 * that no late copy of the write that created it makes it new.
 */
export const useSignIn = (
  store: Store,
  key: string,
  browser: string | undefined,
  now: Date,
): Promise<boolean> =>
  succeeded(
    store,
    new UpdateItemCommand({
      TableName: store.tables.control,
      Key: toItem({ name: signInName(key) }),
      UpdateExpression: 'SET usedAt = if_not_exists(usedAt, :now), usedBy = :by',
      ConditionExpression: `${isInTime} AND (${isUnused})${browser ? '' : ' AND attribute_exists(isForAll)'}`,
      ExpressionAttributeNames: { '#until': 'until' },
      ExpressionAttributeValues: toItem({
        ':now': now.toISOString(),
        ':since': new Date(now.getTime() - AGAIN_MS).toISOString(),
        // A browser that cannot be identified counts as this one attempt.
        ':by': browser ?? randomUUID(),
      }),
    }),
  );
