import { randomUUID } from 'node:crypto';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { expiresAt, KEPT_DAYS } from '../../domain/incidents/retention.ts';
import { SignInMails } from '../../domain/security/mail-limit.ts';
import { conditionHeld } from './conditional-write.ts';
import { type Store, toItem } from './store.ts';

const KEY = { name: 'sign-in-mails' };

/**
 * `version` goes up with each write, including the one that forgets, so that no late copy of an earlier write
 * applies.
 */
const Stored = z.object({
  version: z.int().catch(0).default(0),
  writtenBy: z.string().optional().catch(undefined),
});

/** The emails counted so far, undefined if none count against anybody, and the version of their item. */
export type KeptMails = { mails: SignInMails | undefined; version: number };

const readItem = async (store: Store): Promise<KeptMails & { writtenBy?: string | undefined }> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(KEY), ConsistentRead: true }),
  );
  const fields = item ? unmarshall(item) : {};
  // An item of another form counts as none: better one email too many than none.
  return { mails: SignInMails.safeParse(fields).data, ...Stored.parse(fields) };
};

/**
 * Item `sign-in-mails` of the table `control`. Only an email changes it, so asking a thousand times fills nothing.
 */
export const readSignInMails = async (store: Store): Promise<KeptMails> => {
  const { mails, version } = await readItem(store);
  return { mails, version };
};

/**
 * Returns the new version, or undefined if the item has changed since it was read. Without `after` it is forgotten.
 */
export const saveSignInMails = async (
  store: Store,
  { version }: Pick<KeptMails, 'version'>,
  after: SignInMails | undefined,
  now: Date,
): Promise<KeptMails | undefined> => {
  const writtenBy = randomUUID();
  const next = { mails: after, version: version + 1 };
  const isSaved = await conditionHeld(() =>
    store.client.send(
      new PutItemCommand({
        TableName: store.tables.control,
        Item: toItem({
          ...KEY,
          ...after,
          version: next.version,
          writtenBy,
          expiresAt: expiresAt(now, KEPT_DAYS.signInMails),
        }),
        ConditionExpression: version === 0 ? 'attribute_not_exists(version)' : 'version = :before',
        ...(version > 0 && { ExpressionAttributeValues: toItem({ ':before': version }) }),
      }),
    ),
  );
  // If the answer to a first attempt was lost, its own write is there already.
  return isSaved || (await readItem(store)).writtenBy === writtenBy ? next : undefined;
};
