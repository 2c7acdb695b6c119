import {
  type AttributeValue,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expiresAt, KEPT_DAYS } from '../../domain/incidents/retention.ts';
import { ApiToken } from '../../domain/security/api-token.ts';
import { conditionHeld } from './conditional-write.ts';
import { type Item, type Store, toItem } from './store.ts';

const PREFIX = 'api-token#';
/** How long one can be seen that was ended, or is too old. */

const keyOf = (id: string): Item => toItem({ name: `${PREFIX}${id}` });

const tokenIn = (item: Item | undefined): ApiToken | undefined =>
  item && ApiToken.safeParse(unmarshall(item)).data;

/**
 * Keeps a new token. Answers false if there is another of this id. Its own stands there where the answer to a first try
 * was lost; it is never written over, so that no late copy brings back one that was ended.
 */
export const putApiToken = async (store: Store, token: ApiToken): Promise<boolean> => {
  const isNew = await conditionHeld(() =>
    store.client.send(
      new PutItemCommand({
        TableName: store.tables.control,
        Item: {
          ...keyOf(token.id),
          ...toItem({ ...token, expiresAt: expiresAt(new Date(token.until), KEPT_DAYS.endedTokens) }),
        },
        ConditionExpression: 'attribute_not_exists(#name)',
        ExpressionAttributeNames: { '#name': 'name' },
      }),
    ),
  );
  return isNew || (await readApiToken(store, token.id))?.hash === token.hash;
};

/** A token as it stands now: what was ended a moment ago is ended. */
export const readApiToken = async (store: Store, id: string): Promise<ApiToken | undefined> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: keyOf(id), ConsistentRead: true }),
  );
  return tokenIn(item);
};

/**
 * All tokens, the newest first. The table holds little else (sessions, links, a lease), and nothing that strangers can
 * make many of, so it is read whole rather than kept in an index.
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
    // One of another form cannot be used either: it hides no other.
    tokens.push(...(page.Items ?? []).flatMap((item) => tokenIn(item) ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return tokens.toSorted((a, b) => (a.id < b.id ? 1 : -1));
};

type Change = { update: string; condition: string; values: Record<string, string | number> };

/** Changes a token that is there: an update alone would make one anew. */
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

/** Ends a token at once. Answers false if it is none, or was ended before; this very end may have been written, and its answer lost. */
export const endApiToken = (store: Store, id: string, by: string, now: Date): Promise<boolean> =>
  change(store, id, {
    update: 'SET endedAt = :at, endedBy = :by, expiresAt = :expiresAt',
    condition: 'attribute_not_exists(endedAt) OR (endedAt = :at AND endedBy = :by)',
    values: { ':at': now.toISOString(), ':by': by, ':expiresAt': expiresAt(now, KEPT_DAYS.endedTokens) },
  });

/** Writes that it was used, unless another request has since `before`. */
export const noteTokenUse = async (store: Store, id: string, before: Date, now: Date): Promise<void> => {
  await change(store, id, {
    update: 'SET lastUsedAt = :now',
    condition: 'attribute_not_exists(lastUsedAt) OR lastUsedAt <= :before',
    values: { ':now': now.toISOString(), ':before': before.toISOString() },
  });
};

/** Writes that the team was told of it. */
export const markAnnounced = async (store: Store, id: string, now: Date): Promise<void> => {
  await change(store, id, {
    update: 'SET announcedAt = :now',
    condition: 'attribute_not_exists(announcedAt)',
    values: { ':now': now.toISOString() },
  });
};
