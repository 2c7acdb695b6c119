import {
  QueryCommand,
  type QueryCommandInput,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { WATCH, Watched, type Watched as WatchedType } from '../../domain/probing/monitor.ts';
import type { Look } from '../../domain/probing/probe-result.ts';
import { allSucceeded, succeeded } from './conditional-write.ts';
import { lookWrite } from './daily-stats.ts';
import { monitorKey } from './monitor-key.ts';
import { fromItem, readItems, type Store, toItem } from './store.ts';

/** What makes an endpoint watched from now on. Only these attributes: all others are those of `check`. */
const watching = (store: Store, endpointKey: string, endpoint: string | undefined, now: Date) => ({
  TableName: store.tables.endpoints,
  Key: monitorKey(endpointKey),
  UpdateExpression: `SET #watch = :on, watchedAt = :now, nextProbeAt = :now${endpoint === undefined ? '' : ', endpoint = :endpoint'}`,
  ExpressionAttributeNames: { '#watch': 'watch' },
  ExpressionAttributeValues: toItem({
    ':on': WATCH,
    ':now': now.toISOString(),
    ...(endpoint !== undefined && { ':endpoint': endpoint }),
  }),
});

/**
 * The write that a fold adds where it opens an incident. Without `endpoint` what is probed stays: it was watched before,
 * and an incident does not know the values of its query.
 */
export const watchWrite = (
  store: Store,
  endpointKey: string,
  endpoint: string | undefined,
  now: Date,
): TransactWriteItem => ({ Update: watching(store, endpointKey, endpoint, now) });

/** Watches an endpoint that a team named. A copy of this write that comes in late changes nothing. */
export const watch = async (
  store: Store,
  endpointKey: string,
  endpoint: string,
  now: Date,
): Promise<void> => {
  const update = watching(store, endpointKey, endpoint, now);
  const isNewer = 'attribute_not_exists(watchedAt) OR watchedAt < :now';
  await succeeded(store, new UpdateItemCommand({ ...update, ConditionExpression: isNewer }));
};

/** Lets an endpoint go, unless it was watched anew since it was read. */
export const unwatch = (store: Store, { endpointKey, watchedAt }: WatchedType): Promise<boolean> =>
  succeeded(
    store,
    new UpdateItemCommand({
      TableName: store.tables.endpoints,
      Key: monitorKey(endpointKey),
      UpdateExpression: 'REMOVE #watch, nextProbeAt',
      ConditionExpression: watchedAt ? 'watchedAt = :seen' : 'attribute_not_exists(watchedAt)',
      ExpressionAttributeNames: { '#watch': 'watch' },
      ...(watchedAt && { ExpressionAttributeValues: toItem({ ':seen': watchedAt }) }),
    }),
  );

/**
 * Moves the next probe of an endpoint to `until`, whatever else its item holds; not of one that is no longer
 * monitored, or whose next probe is later already.
 */
export const postponeProbe = (store: Store, endpointKey: string, until: Date): Promise<boolean> =>
  succeeded(
    store,
    new UpdateItemCommand({
      TableName: store.tables.endpoints,
      Key: monitorKey(endpointKey),
      UpdateExpression: 'SET nextProbeAt = :until',
      ConditionExpression: '#watch = :on AND nextProbeAt < :until',
      ExpressionAttributeNames: { '#watch': 'watch' },
      ExpressionAttributeValues: toItem({ ':on': WATCH, ':until': until.toISOString() }),
    }),
  );

const Key = z.object({ endpointKey: z.string() });

/** The keys of endpoints that are to be looked at by `now`, the longest overdue first. */
export const listDue = async (store: Store, now: Date, limit: number): Promise<string[]> => {
  const until = { KeyConditionExpression: '#watch = :on AND nextProbeAt <= :now' };
  return watchedKeys(store, limit, until, { ':now': now.toISOString() });
};

const watchedKeys = async (
  store: Store,
  limit: number,
  condition: Pick<QueryCommandInput, 'KeyConditionExpression'>,
  values: Record<string, string> = {},
): Promise<string[]> => {
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tables.endpoints,
      IndexName: 'watch',
      ...condition,
      ExpressionAttributeNames: { '#watch': 'watch' },
      ExpressionAttributeValues: toItem({ ':on': WATCH, ...values }),
      Limit: limit,
    }),
  );
  return (answer.Items ?? []).map((item) => fromItem(Key, item).endpointKey);
};

/** Everything that is watched, up to `limit`: one query, and a read of the states. */
export const listWatched = async (
  store: Store,
  limit: number,
  onMisfit: (error: unknown) => void,
): Promise<WatchedType[]> => {
  const keys = await watchedKeys(store, limit, { KeyConditionExpression: '#watch = :on' });
  return readWatched(store, keys, onMisfit);
};

/** The states of endpoints as they are now; one that does not fit is left out and said. */
export const readWatched = async (
  store: Store,
  keys: readonly string[],
  onMisfit: (error: unknown) => void,
): Promise<WatchedType[]> => {
  const items = await readItems(store, store.tables.endpoints, keys.map(monitorKey));
  return items.flatMap((item) => {
    try {
      return [fromItem(Watched, item)];
    } catch (error) {
      onMisfit(error);
      return [];
    }
  });
};

type ChecksOwn = Partial<
  Pick<WatchedType, 'history' | 'certificateEndsAt' | 'certificates' | 'told' | 'nextProbeAt'>
>;

/**
 * Saves what `check` made of an endpoint, and with it counts `look` into its day. Answers false if another check was
 * faster, or this very write was applied and its answer lost: then it is to be read again.
 */
export const saveWatched = (
  store: Store,
  before: WatchedType,
  own: ChecksOwn,
  look?: Look,
): Promise<boolean> => {
  const fields = Object.entries(own).filter(([, value]) => value !== undefined);
  const update = {
    TableName: store.tables.endpoints,
    Key: monitorKey(before.endpointKey),
    UpdateExpression: `SET looks = :looks, ${fields.map(([name]) => `#${name} = :${name}`).join(', ')}`,
    ConditionExpression:
      before.looks === 0 ? 'attribute_not_exists(looks) OR looks = :before' : 'looks = :before',
    ExpressionAttributeNames: Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: toItem({
      ...Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
      ':looks': before.looks + 1,
      ':before': before.looks,
    }),
  };
  return look
    ? allSucceeded(store, [{ Update: update }, lookWrite(store, before.endpointKey, look)])
    : succeeded(store, new UpdateItemCommand(update));
};
