import { isDeepStrictEqual } from 'node:util';
import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { TokenBucket } from '../../domain/alerting/token-bucket.ts';
import { type Item, type Store, toItem } from './store.ts';

/** The SMS limit as it was read: `item` is the condition of the next write. No bucket if no SMS was ever sent. */
export type StoredBucket = { bucket: TokenBucket | undefined; item: Item };

/** The item's content, if it has our form. */
const bucketIn = (item: Item | undefined): TokenBucket | undefined =>
  item && TokenBucket.safeParse(unmarshall(item)).data;

/** Only the holder of the publisher's lease reads and writes it. */
export const readBucket = async (store: Store): Promise<StoredBucket> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({
      TableName: store.tables.control,
      Key: toItem({ name: 'sms' }),
      ConsistentRead: true,
    }),
  );
  // An item of another form counts as none: better one SMS too many than none.
  return { bucket: bucketIn(item), item: item ?? {} };
};

/**
 * Returns false if the bucket has changed since it was read. The lease does not prevent that: a copy of an earlier
 * write may arrive seconds late, after its sender gave up on it, and would fill the bucket again.
 */
export const saveBucket = async (
  store: Store,
  before: StoredBucket,
  after: TokenBucket,
): Promise<boolean> => {
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
    // The answer to a first attempt was lost, and this is what it wrote. Compared as values, since DynamoDB writes
    // numbers its own way.
    return isDeepStrictEqual(bucketIn(error.Item), after);
  }
};
