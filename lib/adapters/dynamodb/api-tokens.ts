import {
  type AttributeValue,
  GetItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expiresAt, KEPT_DAYS } from '../../domain/incidents/retention.ts';
import { ApiToken } from '../../domain/security/api-token.ts';
import { conditionHeld } from './conditional-write.ts';
import { putNew } from './put-new.ts';
import { type Item, type Store, toItem } from './store.ts';
import { noteUnannounced } from './unannounced-tokens.ts';

const PREFIX = 'api-token#';

const nameOf = (id: string): string => `${PREFIX}${id}`;
const keyOf = (id: string): Item => toItem({ name: nameOf(id) });

const tokenIn = (item: Item | undefined): ApiToken | undefined =>
  item && ApiToken.safeParse(unmarshall(item)).data;

/**
 * Stores a new token, which the sweep announces. Returns false if there is another with this id. If the answer to a first attempt was lost, its
 * own is there already; it is never overwritten, so that no late copy revives one that was ended.
 */
export const putApiToken = async (store: Store, token: ApiToken): Promise<boolean> => {
  if (token.announcedAt === undefined) await noteUnannounced(store, token.id, token.createdAt);
  const isNew = await putNew(store, {
    ...token,
    name: nameOf(token.id),
    expiresAt: expiresAt(new Date(token.until), KEPT_DAYS.endedTokens),
  });
  return isNew || (await readApiToken(store, token.id))?.hash === token.hash;
};

/** A token as it is now, read consistently: one that was ended a moment ago is ended. */
export const readApiToken = async (store: Store, id: string): Promise<ApiToken | undefined> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: keyOf(id), ConsistentRead: true }),
  );
  return tokenIn(item);
};

/**
 * All tokens, newest first. The table holds little else (sessions, links, a lease, counts, and for a week the names of the
 * incidents of each digest), and nothing that strangers can create many of, so it is scanned rather than indexed.
 */
export const listApiTokens = async (store: Store): Promise<ApiToken[]> => {
  const tokens: ApiToken[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await store.client.send(
      new ScanCommand({
        TableName: store.tables.control,
        FilterExpression: 'begins_with(#name, :prefix)',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: toItem({ ':prefix': PREFIX }),
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    // An item of another form cannot be used, and must not hide the others.
    tokens.push(...(page.Items ?? []).flatMap((item) => tokenIn(item) ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return tokens.toSorted((a, b) => (a.id < b.id ? 1 : -1));
};

type Change = { update: string; condition: string; values: Record<string, string | number> };

/** Changes an existing token: an update without a condition would create one. */
const change = (store: Store, id: string, { update, condition, values }: Change): Promise<boolean> =>
  conditionHeld(() =>
    store.client.send(
      new UpdateItemCommand({
        TableName: store.tables.control,
        Key: keyOf(id),
        UpdateExpression: update,
        ConditionExpression: `attribute_exists(#name) AND (${condition})`,
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: toItem(values),
      }),
    ),
  );

/**
 * Ends a token at once. Returns false if there is none, or it was ended before. This very write may have succeeded,
 * and its answer been lost.
 */
export const endApiToken = (store: Store, id: string, actor: string, now: Date): Promise<boolean> =>
  change(store, id, {
    update: 'SET endedAt = :at, endedBy = :by, expiresAt = :expiresAt',
    condition: 'attribute_not_exists(endedAt) OR (endedAt = :at AND endedBy = :by)',
    values: { ':at': now.toISOString(), ':by': actor, ':expiresAt': expiresAt(now, KEPT_DAYS.endedTokens) },
  });

/** Records that it was used, unless another request has since `before`. */
export const noteTokenUse = async (store: Store, id: string, before: Date, now: Date): Promise<void> => {
  await change(store, id, {
    update: 'SET lastUsedAt = :now',
    condition: 'attribute_not_exists(lastUsedAt) OR lastUsedAt <= :before',
    values: { ':now': now.toISOString(), ':before': before.toISOString() },
  });
};

/** Records that it was announced to the team. */
export const markAnnounced = async (store: Store, id: string, now: Date): Promise<void> => {
  await change(store, id, {
    update: 'SET announcedAt = :now',
    condition: 'attribute_not_exists(announcedAt)',
    values: { ':now': now.toISOString() },
  });
};
