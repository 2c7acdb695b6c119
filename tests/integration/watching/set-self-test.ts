import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Store, toItem } from '../../../lib/adapters/dynamodb/store.ts';
import type { SelfTestRecord } from '../../../lib/domain/watching/self-test.ts';

/** Puts a record of self-tests in place of what is there, even of a later time: a test's clock goes to and fro. */
export const setSelfTest = async (store: Store, record: SelfTestRecord): Promise<void> => {
  await store.client.send(
    new PutItemCommand({ TableName: store.tables.control, Item: toItem({ ...record, name: 'self-test' }) }),
  );
};
