import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { SignInMails } from '../../domain/security/mail-limit.ts';
import { conditionHeld } from './conditional-write.ts';
import { type Store, toItem } from './store.ts';

const KEY = { name: 'sign-in-mails' };
const DAY_S = 24 * 60 * 60;

/** Item `sign-in-mails` of the table `control`. Only a mail changes it, so whoever asks a thousand times fills nothing. */
export const readSignInMails = async (store: Store): Promise<SignInMails | undefined> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(KEY), ConsistentRead: true }),
  );
  // One of another form is as good as none: a mail too many rather than none.
  return item && SignInMails.safeParse(unmarshall(item)).data;
};

const condition = (before: SignInMails | undefined) => ({
  ExpressionAttributeNames: { '#at': 'at', '#count': 'count' },
  ...(before
    ? {
        ConditionExpression: '#at = :at AND #count = :count',
        ExpressionAttributeValues: toItem({ ':at': before.at, ':count': before.count }),
      }
    : { ConditionExpression: 'attribute_not_exists(#at) OR attribute_not_exists(#count)' }),
});

/** Answers false if they are no longer as they were read. `after` nothing removes them. */
export const saveSignInMails = (
  store: Store,
  before: SignInMails | undefined,
  after: SignInMails | undefined,
): Promise<boolean> => {
  const TableName = store.tables.control;
  const where = condition(before);
  if (!after)
    return conditionHeld(() =>
      store.client.send(new DeleteItemCommand({ TableName, Key: toItem(KEY), ...where })),
    );
  const expiresAt = Math.floor(Date.parse(after.at) / 1000) + DAY_S;
  const item = toItem({ ...KEY, ...after, expiresAt });
  return conditionHeld(() => store.client.send(new PutItemCommand({ TableName, Item: item, ...where })));
};

/** Somebody of the team has signed in. */
export const forgetSignInMails = async (store: Store): Promise<void> => {
  await store.client.send(new DeleteItemCommand({ TableName: store.tables.control, Key: toItem(KEY) }));
};
