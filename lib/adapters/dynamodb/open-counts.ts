import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Store, toItem } from './store.ts';

/**
 * Item `open-incidents` of the table `control`: about how many incidents each source has open that its cap is about, and
 * which sources have a flood. Grouping counts up; each minute the sweep sets it right.
 */
export type OpenCounts = {
  revision: number;
  bySource: ReadonlyMap<string, number>;
  flooding: ReadonlySet<string>;
};

const KEY = { name: 'open-incidents' };
const COUNT = 'source#';
const FLOOD = 'flood#';

/** The counts; empty where nothing was ever counted. What is not of our form is left out. */
export const readOpenCounts = async (store: Store): Promise<OpenCounts> => {
  const answer = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(KEY), ConsistentRead: true }),
  );
  const fields = Object.entries(answer.Item ? unmarshall(answer.Item) : {});
  const named = (prefix: string) => fields.filter(([name]) => name.startsWith(prefix));
  const revision: unknown = fields.find(([name]) => name === 'revision')?.[1];
  return {
    revision: typeof revision === 'number' ? revision : 0,
    bySource: new Map(
      named(COUNT).flatMap(([name, value]: [string, unknown]) =>
        typeof value === 'number' ? [[name.slice(COUNT.length), value] as const] : [],
      ),
    ),
    flooding: new Set(named(FLOOD).map(([name]) => name.slice(FLOOD.length))),
  };
};

/** Counts what a source has opened. Applied twice by a lost answer, it is too high until the next sweep. */
export const addOpened = async (
  store: Store,
  source: string,
  { opened, isFlooding }: { opened: number; isFlooding: boolean },
): Promise<void> => {
  await store.client.send(
    new UpdateItemCommand({
      TableName: store.tables.control,
      Key: toItem(KEY),
      UpdateExpression: `${isFlooding ? 'SET #flood = :true ' : ''}ADD #count :opened, revision :one`,
      ExpressionAttributeNames: { '#count': COUNT + source, ...(isFlooding && { '#flood': FLOOD + source }) },
      ExpressionAttributeValues: toItem({
        ':opened': opened,
        ':one': 1,
        ...(isFlooding && { ':true': true }),
      }),
    }),
  );
};

/** Replaces the counts, unless something was counted since `revision`: then the next sweep does it. */
export const putOpenCounts = async (
  store: Store,
  revision: number,
  { bySource, flooding }: Pick<OpenCounts, 'bySource' | 'flooding'>,
): Promise<void> => {
  try {
    await store.client.send(
      new PutItemCommand({
        TableName: store.tables.control,
        Item: toItem({
          ...KEY,
          revision: revision + 1,
          ...Object.fromEntries([...bySource].map(([source, open]) => [COUNT + source, open])),
          ...Object.fromEntries([...flooding].map((source) => [FLOOD + source, true])),
        }),
        ...(revision === 0
          ? { ConditionExpression: 'attribute_not_exists(revision)' }
          : {
              ConditionExpression: 'revision = :before',
              ExpressionAttributeValues: toItem({ ':before': revision }),
            }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
