import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { conditionHeld, succeeded } from './conditional-write.ts';
import { type Store, toItem } from './store.ts';

/**
 * Item `open-incidents` of the table `control`: about how many open incidents each source has that count towards its
 * cap, and which sources have a flood. Grouping adds to it; each minute the sweep corrects it.
 */
export type OpenCounts = {
  revision: number;
  /** Which write was the last, so that a writer whose answer was lost can find its own. */
  writtenBy?: string | undefined;
  bySource: ReadonlyMap<string, number>;
  flooding: ReadonlyMap<string, string>;
};

const KEY = { name: 'open-incidents' };
const COUNT = 'source#';
const FLOOD = 'flood#';
/** When a mark was set that does not say so. */
const LONG_AGO = new Date(0).toISOString();

/** The counts; empty if nothing was ever counted. Parts of another form are left out. */
export const readOpenCounts = async (store: Store): Promise<OpenCounts> => {
  const answer = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(KEY), ConsistentRead: true }),
  );
  const fields = Object.entries(answer.Item ? unmarshall(answer.Item) : {});
  const named = (prefix: string) => fields.filter(([name]) => name.startsWith(prefix));
  const revision: unknown = fields.find(([name]) => name === 'revision')?.[1];
  const writtenBy: unknown = fields.find(([name]) => name === 'writtenBy')?.[1];
  return {
    writtenBy: typeof writtenBy === 'string' ? writtenBy : undefined,
    revision: typeof revision === 'number' ? revision : 0,
    bySource: new Map(
      named(COUNT).flatMap(([name, value]: [string, unknown]) =>
        typeof value === 'number' ? [[name.slice(COUNT.length), value] as const] : [],
      ),
    ),
    flooding: new Map(
      named(FLOOD).map(([name, value]: [string, unknown]) => [
        name.slice(FLOOD.length),
        typeof value === 'string' ? value : LONG_AGO,
      ]),
    ),
  };
};

/** How many incidents a batch has opened for one source, and whether it has added to that source's flood. */
export type Opened = { opened: number; isFlooding: boolean };

const unchanged = (revision: number) => ({
  condition: revision === 0 ? 'attribute_not_exists(revision)' : 'revision = :before',
  values: revision === 0 ? {} : { ':before': revision },
});

/**
 * Adds what a batch has opened for each source; `writtenBy` identifies this write. Returns false if something was
 * counted since `before`, or if this very write succeeded and its answer was lost: reading again shows which.
 */
export const addOpened = async (
  store: Store,
  { revision }: Pick<OpenCounts, 'revision'>,
  opened: ReadonlyMap<string, Opened>,
  writtenBy: string,
  now: Date,
): Promise<boolean> => {
  const sources = [...opened].map(([source, one], index) => ({ source, index, ...one }));
  const floods = sources.filter(({ isFlooding }) => isFlooding);
  const { condition, values } = unchanged(revision);
  const sets = ['writtenBy = :by', ...floods.map(({ index }) => `#flood${index} = :now`)];
  const adds = ['revision :one', ...sources.map(({ index }) => `#count${index} :opened${index}`)];
  return succeeded(
    store,
    new UpdateItemCommand({
      TableName: store.tables.control,
      Key: toItem(KEY),
      UpdateExpression: `SET ${sets.join(', ')} ADD ${adds.join(', ')}`,
      ConditionExpression: condition,
      ExpressionAttributeNames: Object.fromEntries([
        ...sources.map(({ source, index }) => [`#count${index}`, COUNT + source] as const),
        ...floods.map(({ source, index }) => [`#flood${index}`, FLOOD + source] as const),
      ]),
      ExpressionAttributeValues: toItem({
        ...values,
        ...Object.fromEntries(sources.map((one) => [`:opened${one.index}`, one.opened])),
        ':by': writtenBy,
        ':one': 1,
        ...(floods.length > 0 && { ':now': now.toISOString() }),
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
  const { condition, values } = unchanged(revision);
  await conditionHeld(() =>
    store.client.send(
      new PutItemCommand({
        TableName: store.tables.control,
        Item: toItem({
          ...KEY,
          revision: revision + 1,
          ...Object.fromEntries([...bySource].map(([source, open]) => [COUNT + source, open])),
          ...Object.fromEntries([...flooding].map(([source, markedAt]) => [FLOOD + source, markedAt])),
        }),
        ConditionExpression: condition,
        ...(revision > 0 && { ExpressionAttributeValues: toItem(values) }),
      }),
    ),
  );
};
