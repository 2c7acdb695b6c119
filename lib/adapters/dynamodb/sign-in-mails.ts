import { randomUUID } from 'node:crypto';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { expiresAt, KEPT_DAYS } from '../../domain/incidents/retention.ts';
import { SignInMails } from '../../domain/security/mail-limit.ts';
import { conditionHeld } from './conditional-write.ts';
import { type Store, toItem } from './store.ts';

const KEY = { name: 'sign-in-mails' };

/** `version` goes up with each write, also with the one that forgets: no late copy of an earlier write fits any more. */
const Stored = z.object({
  version: z.int().catch(0).default(0),
  writtenBy: z.string().optional().catch(undefined),
});

/** The mails, none where nothing is held against anybody, and the version of their item. */
export type KeptMails = { mails: SignInMails | undefined; version: number };

const readItem = async (store: Store): Promise<KeptMails & { writtenBy?: string | undefined }> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(KEY), ConsistentRead: true }),
  );
  const fields = item ? unmarshall(item) : {};
  // One of another form is as good as none: a mail too many rather than none.
  return { mails: SignInMails.safeParse(fields).data, ...Stored.parse(fields) };
};

/** Item `sign-in-mails` of the table `control`. Only a mail changes it, so whoever asks a thousand times fills nothing. */
export const readSignInMails = async (store: Store): Promise<KeptMails> => {
  const { mails, version } = await readItem(store);
  return { mails, version };
};

/** Answers with the version that it has now, or nothing if it is no longer as it was read. `after` nothing forgets them. */
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
  // Its own writing stands there where the answer to a first try was lost.
  return isSaved || (await readItem(store)).writtenBy === writtenBy ? next : undefined;
};
