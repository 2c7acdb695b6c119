import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { fromItem, type Store, toItem } from './store.ts';

/** Longer than one publish and its record together. */
export const LEASE_MS = 12_000;

/**
 * Item `publisher` of the table `control`: who may publish, until when, and when the last publish began.
 * `urgentHolder` asks for the next turn until `urgentUntil`. If `lentFrom` has lent the lease to `lentTo`, it gets it
 * back: nobody else publishes in between, so what `lentFrom` has read stays true.
 */
const Lease = z.object({
  name: z.literal('publisher'),
  holder: z.string().optional(),
  until: z.iso.datetime(),
  lastPublishAt: z.iso.datetime().optional().catch(undefined),
  urgentHolder: z.string().optional().catch(undefined),
  urgentUntil: z.iso.datetime().optional().catch(undefined),
  lentTo: z.string().optional().catch(undefined),
  lentFrom: z.string().optional().catch(undefined),
});
export type Lease = z.infer<typeof Lease>;

/** How long a request for the next turn is valid; whoever waits repeats it, and whoever died does not. */
const URGENT_MS = 2000;

const isFreeOrMine = 'attribute_not_exists(holder) OR holder = :holder OR #until < :now';
const isMine = 'holder = :holder AND #until >= :now';
/** Whoever it was lent to does not lend it on. */
const nobodyElseWaits =
  '(attribute_not_exists(urgentUntil) OR urgentUntil < :now OR urgentHolder = :holder OR lentTo = :holder)';

/** Takes the right to publish for 12 s, if nobody else has it. Returns the lease, or undefined. */
export const takeLease = (store: Store, holder: string, now: Date): Promise<Lease | undefined> =>
  writeLease(store, now, {
    update: 'SET holder = :holder, #until = :later',
    condition: isFreeOrMine,
    values: { ':holder': holder },
  });

/**
 * Renews it for another 12 s and records that a publish begins. Returns undefined if it was lost, or if somebody
 * urgent is waiting.
 */
export const renewLease = (store: Store, holder: string, now: Date): Promise<Lease | undefined> =>
  writeLease(store, now, {
    update: 'SET holder = :holder, #until = :later, lastPublishAt = :now',
    condition: `${isMine} AND ${nobodyElseWaits}`,
    values: { ':holder': holder },
  });

/**
 * Asks for the next turn, unless somebody else already waits for it. `urgentAt` stays once the turn has come, so that
 * no late copy of an earlier request asks again for a run that has gone.
 */
export const askForTurn = async (store: Store, holder: string, now: Date): Promise<void> => {
  await writeLease(store, now, {
    update:
      'SET urgentHolder = :holder, urgentUntil = :soon, urgentAt = :now, #until = if_not_exists(#until, :now)',
    condition: `${nobodyElseWaits} AND (attribute_not_exists(urgentAt) OR urgentAt < :now)`,
    values: { ':holder': holder, ':soon': new Date(now.getTime() + URGENT_MS).toISOString() },
  });
};

/** Withdraws the request of `askForTurn`. Does nothing if the turn has come: lending ends the request. */
export const withdrawRequest = async (store: Store, holder: string, now: Date): Promise<void> => {
  await writeLease(store, now, {
    update: 'REMOVE urgentHolder, urgentUntil',
    condition: 'urgentHolder = :holder',
    values: { ':holder': holder },
  });
};

/**
 * Lends the lease to whoever asked for the next turn. Does nothing if it is no longer `holder`'s, or nobody is
 * waiting.
 */
export const lendLease = async (store: Store, holder: string, now: Date): Promise<void> => {
  await writeLease(store, now, {
    update:
      'SET holder = urgentHolder, lentTo = urgentHolder, lentFrom = :holder, #until = :later REMOVE urgentHolder, urgentUntil',
    condition: `${isMine} AND attribute_exists(urgentHolder) AND urgentHolder <> :holder AND urgentUntil >= :now`,
    values: { ':holder': holder },
  });
};

/** Releases the lease: to whoever lent it, otherwise to everybody. Does nothing if somebody else has it by now. */
export const releaseLease = async (
  store: Store,
  holder: string,
  now: Date,
  lentFrom: string | undefined,
): Promise<void> => {
  await writeLease(store, now, {
    update:
      lentFrom === undefined
        ? 'REMOVE holder, lentTo, lentFrom'
        : 'SET holder = :owner, #until = :later REMOVE lentTo, lentFrom',
    condition: 'holder = :holder',
    values: { ':holder': holder, ...(lentFrom !== undefined && { ':owner': lentFrom }) },
  });
};

/** The lease as it is now. */
export const readLease = async (store: Store): Promise<Lease | undefined> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({
      TableName: store.tables.control,
      Key: toItem({ name: 'publisher' }),
      ConsistentRead: true,
    }),
  );
  return item && fromItem(Lease, item);
};

type Write = { update: string; condition: string; values: Record<string, string> };

const writeLease = async (
  store: Store,
  now: Date,
  { update, condition, values }: Write,
): Promise<Lease | undefined> => {
  const all = {
    ...values,
    ':now': now.toISOString(),
    ':later': new Date(now.getTime() + LEASE_MS).toISOString(),
  };
  const text = `${update} ${condition}`;
  // DynamoDB refuses names and values that no expression uses.
  const used = Object.entries(all).filter(([name]) => new RegExp(`${name}\\b`).test(text));
  try {
    const answer = await store.client.send(
      new UpdateItemCommand({
        TableName: store.tables.control,
        Key: toItem({ name: 'publisher' }),
        UpdateExpression: update,
        ConditionExpression: condition,
        ...(text.includes('#until') && { ExpressionAttributeNames: { '#until': 'until' } }),
        ExpressionAttributeValues: toItem(Object.fromEntries(used)),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return fromItem(Lease, answer.Attributes ?? {});
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
