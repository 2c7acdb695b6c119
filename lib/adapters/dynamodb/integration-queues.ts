import {
  type AttributeValue,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { Due } from '../../domain/integrations/delivered.ts';
import { Health } from '../../domain/integrations/health.ts';
import { conditionHeld } from './conditional-write.ts';
import { fromItem, type Store, toItem } from './store.ts';

/*
 * Item `integration/NAME` of the table `control`: what an integration has not been given yet, who gives it to it and until
 * when, and how it fares. One run at a time works on an integration, so that its posts keep their order and its rate.
 */

/** An entry that another version wrote must not hold back the others. */
const Queue = Health.extend({
  name: z.string(),
  due: z
    .record(z.string(), z.unknown())
    .default({})
    .transform((entries) => ({
      entries: Object.fromEntries(
        Object.entries(entries).flatMap(([key, value]) => {
          const due = Due.safeParse(value).data;
          return due ? [[key, due] as const] : [];
        }),
      ),
      unreadable: Object.keys(entries).filter((key) => !Due.safeParse(entries[key]).success),
    })),
  holder: z.string().optional().catch(undefined),
  until: z.iso.datetime().optional().catch(undefined),
  lastPostAt: z.iso.datetime().optional().catch(undefined),
});
export type Queue = z.infer<typeof Queue>;

const keyOf = (integration: string) => toItem({ name: `integration/${integration}` });

type Update = Pick<UpdateItemCommandInput, 'UpdateExpression' | 'ConditionExpression'> & {
  names?: Record<string, string>;
  values?: Record<string, unknown>;
};

/** Names that DynamoDB reserves. */
const RESERVED = { '#until': 'until', '#due': 'due', '#holder': 'holder' };

/** Only names that the expressions use may be given. */
const update = (store: Store, integration: string, { names = {}, values, ...expressions }: Update) => {
  const used = Object.entries({ ...RESERVED, ...names }).filter(([name]) =>
    new RegExp(`${name}\\b`).test(`${expressions.UpdateExpression} ${expressions.ConditionExpression ?? ''}`),
  );
  return new UpdateItemCommand({
    TableName: store.tables.control,
    Key: keyOf(integration),
    ...expressions,
    ...(used.length > 0 && { ExpressionAttributeNames: Object.fromEntries(used) }),
    ...(values && { ExpressionAttributeValues: toItem(values) }),
    ReturnValues: 'ALL_NEW',
  });
};

/** The queue after an update; nothing where its condition did not hold. */
const updated = async (store: Store, integration: string, change: Update): Promise<Queue | undefined> => {
  let item: Record<string, AttributeValue> | undefined;
  const held = await conditionHeld(async () => {
    item = (await store.client.send(update(store, integration, change))).Attributes;
  });
  return held && item ? fromItem(Queue, item) : undefined;
};

/** The queue as it is now, read consistently. */
export const readQueue = async (store: Store, integration: string): Promise<Queue | undefined> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: keyOf(integration), ConsistentRead: true }),
  );
  return item && fromItem(Queue, item);
};

/** Queues what is due, each under its key: the same alert again changes nothing. */
export const enqueue = async (
  store: Store,
  integration: string,
  given: readonly (readonly [key: string, due: Due])[],
): Promise<void> => {
  const entries = [...new Map(given)]; // one update may not name a path twice
  const names = Object.fromEntries(entries.map(([key], index) => [`#k${index}`, key]));
  const values = Object.fromEntries(entries.map(([, due], index) => [`:v${index}`, due]));
  const queued = await updated(store, integration, {
    UpdateExpression: `SET ${entries.map((_, index) => `#due.#k${index} = :v${index}`).join(', ')}`,
    ConditionExpression: 'attribute_exists(#due)',
    names,
    values,
  });
  if (queued) return;
  // The first of all: another may be about to make it too, and then finds it made.
  await updated(store, integration, {
    UpdateExpression: 'SET #due = :none',
    ConditionExpression: 'attribute_not_exists(#due)',
    values: { ':none': {} },
  });
  return enqueue(store, integration, entries);
};

/** Takes the right to post to an integration, unless another run has it, or it is to be left alone for a while. */
export const takeQueue = (
  store: Store,
  integration: string,
  holder: string,
  now: Date,
  leaseMs: number,
): Promise<Queue | undefined> =>
  updated(store, integration, {
    UpdateExpression: 'SET #holder = :holder, #until = :until',
    ConditionExpression:
      'attribute_exists(#due) AND (attribute_not_exists(#holder) OR #holder = :holder OR #until < :now) AND (attribute_not_exists(notBefore) OR notBefore <= :now)',
    values: {
      ':holder': holder,
      ':until': new Date(now.getTime() + leaseMs).toISOString(),
      ':now': now.toISOString(),
    },
  });

/** Keeps that right; nothing where another run has taken it since. */
export const renewQueue = (
  store: Store,
  integration: string,
  holder: string,
  now: Date,
  leaseMs: number,
): Promise<Queue | undefined> =>
  updated(store, integration, {
    UpdateExpression: 'SET #until = :until',
    ConditionExpression: '#holder = :holder',
    values: { ':holder': holder, ':until': new Date(now.getTime() + leaseMs).toISOString() },
  });

/**
 * Gives the right back. With `ifEmpty` only where nothing is due: false where something came in the meantime, which
 * nobody else would take up.
 */
export const releaseQueue = async (
  store: Store,
  integration: string,
  holder: string,
  ifEmpty = false,
): Promise<boolean> =>
  (await updated(store, integration, {
    UpdateExpression: 'REMOVE #holder, #until',
    ConditionExpression: `#holder = :holder${ifEmpty ? ' AND #due = :none' : ''}`,
    values: { ':holder': holder, ...(ifEmpty && { ':none': {} }) },
  })) !== undefined;

/** Drops what is settled without a post. */
export const dropDue = async (
  store: Store,
  integration: string,
  holder: string,
  keys: readonly string[],
): Promise<boolean> =>
  (await updated(store, integration, {
    UpdateExpression: `REMOVE ${keys.map((_, index) => `#due.#k${index}`).join(', ')}`,
    ConditionExpression: '#holder = :holder',
    names: Object.fromEntries(keys.map((key, index) => [`#k${index}`, key])),
    values: { ':holder': holder },
  })) !== undefined;

/** Records that it could not be given what is due, when it is tried again, and gives the right back. */
export const recordFailure = async (
  store: Store,
  integration: string,
  holder: string,
  { why, now, notBefore }: { why: string; now: Date; notBefore: Date },
): Promise<void> => {
  await updated(store, integration, {
    UpdateExpression:
      'SET failingSince = if_not_exists(failingSince, :now), failure = :why, failures = if_not_exists(failures, :zero) + :one, notBefore = :notBefore REMOVE #holder, #until',
    ConditionExpression: '#holder = :holder',
    values: {
      ':holder': holder,
      ':now': now.toISOString(),
      ':why': why,
      ':zero': 0,
      ':one': 1,
      ':notBefore': notBefore.toISOString(),
    },
  });
};

/** Records what people were told about it by email, unless another run has told them since. */
export const recordMailed = async (
  store: Store,
  integration: string,
  mailed: 'failing' | 'working',
  before: string | undefined,
  now: Date,
): Promise<void> => {
  await updated(store, integration, {
    UpdateExpression: 'SET mailed = :mailed, mailedAt = :at',
    ConditionExpression: before === undefined ? 'attribute_not_exists(mailedAt)' : 'mailedAt = :before',
    values: {
      ':mailed': mailed,
      ':at': now.toISOString(),
      ...(before !== undefined && { ':before': before }),
    },
  });
};
