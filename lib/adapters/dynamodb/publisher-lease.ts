import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { fromItem, type Store, toItem } from './store.ts';

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
