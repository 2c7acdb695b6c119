import { isDeepStrictEqual } from 'node:util';
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Bucket } from '../../bucket.ts';
import { fromItem, type Item, type Store, toItem } from './store.ts';

/** Longer than one publish and its mark together. */
export const LEASE_MS = 12_000;

/** Item `publisher` of the table `control`: who may publish, until when, and when a publish was last begun. */
const Lease = z.object({
  name: z.literal('publisher'),
  holder: z.string().optional(),
  until: z.iso.datetime(),
  lastPublishAt: z.iso.datetime().optional().catch(undefined),
});
type Lease = z.infer<typeof Lease>;

const isFreeOrMine = 'attribute_not_exists(holder) OR holder = :holder OR #until < :now';
const isMine = 'holder = :holder AND #until >= :now';

/** Takes the right to publish for 12 s, if nobody else has it. Answers with the lease, or nothing. */
export const takeLease = (store: Store, holder: string, now: Date): Promise<Lease | undefined> =>
  writeLease(store, holder, now, { set: '', condition: isFreeOrMine });

/** Takes it for another 12 s and records that a publish begins. Answers with nothing if it was lost. */
export const renewLease = (store: Store, holder: string, now: Date): Promise<Lease | undefined> =>
  writeLease(store, holder, now, { set: ', lastPublishAt = :now', condition: isMine });

const writeLease = async (
  store: Store,
  holder: string,
  now: Date,
  { set, condition }: { set: string; condition: string },
): Promise<Lease | undefined> => {
  const values = {
    ':holder': holder,
    ':now': now.toISOString(),
    ':until': new Date(now.getTime() + LEASE_MS).toISOString(),
  };
  try {
    const answer = await store.client.send(
      new UpdateItemCommand({
        TableName: store.tables.control,
        Key: toItem({ name: 'publisher' }),
        UpdateExpression: `SET holder = :holder, #until = :until${set}`,
        ConditionExpression: condition,
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: toItem(values),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return fromItem(Lease, answer.Attributes ?? {});
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

/** Gives the right to publish back. Does nothing if somebody else has it by now. */
export const releaseLease = async (store: Store, holder: string): Promise<void> => {
  try {
    await store.client.send(
      new UpdateItemCommand({
        TableName: store.tables.control,
        Key: toItem({ name: 'publisher' }),
        UpdateExpression: 'REMOVE holder',
        ConditionExpression: 'holder = :holder',
        ExpressionAttributeValues: toItem({ ':holder': holder }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/** The SMS bucket as it was read: `item` is the condition of the next write. No bucket if no SMS was ever sent. */
export type StoredBucket = { bucket: Bucket | undefined; item: Item };

/** What an item says, if it is of our form. */
const bucketIn = (item: Item | undefined): Bucket | undefined =>
  item && Bucket.safeParse(unmarshall(item)).data;

/** Only the publisher reads and writes it. */
export const readBucket = async (store: Store): Promise<StoredBucket> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({
      TableName: store.tables.control,
      Key: toItem({ name: 'sms' }),
      ConsistentRead: true,
    }),
  );
  // One of another form is as good as none: an SMS too many rather than none.
  return { bucket: bucketIn(item), item: item ?? {} };
};

/**
 * Answers false if the bucket is not as it was read. The lease does not see to that: a copy of an earlier write may come
 * in seconds late, after its sender gave up on it, and would fill the bucket again.
 */
export const saveBucket = async (store: Store, before: StoredBucket, after: Bucket): Promise<boolean> => {
  const known = Object.entries({ at: before.item['at'], tokens: before.item['tokens'] });
  const values = known.flatMap(([name, value]) => (value ? [[`:${name}`, value] as const] : []));
  try {
    await store.client.send(
      new PutItemCommand({
        TableName: store.tables.control,
        Item: toItem({ name: 'sms', ...after }),
        ConditionExpression: known
          .map(([name, value]) => (value ? `#${name} = :${name}` : `attribute_not_exists(#${name})`))
          .join(' AND '),
        ExpressionAttributeNames: { '#at': 'at', '#tokens': 'tokens' },
        ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // The answer to a first try was lost, and this is what it wrote. As values: DynamoDB writes numbers its own way.
    return isDeepStrictEqual(bucketIn(error.Item), after);
  }
};
