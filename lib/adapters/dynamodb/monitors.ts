import { type TransactWriteItem, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { siteOf } from '../../domain/endpoints/site.ts';
import type { Lane } from '../../domain/probing/lane.ts';
import { WATCH, Watched, type Watched as WatchedType } from '../../domain/probing/monitor.ts';
import type { MonitorEnd } from '../../domain/probing/monitor-end.ts';
import type { NormalStatus } from '../../domain/probing/normal-status.ts';
import type { Look } from '../../domain/probing/probe-result.ts';
import { allSucceeded, succeeded } from './conditional-write.ts';
import { lookWrite } from './daily-stats.ts';
import { monitorKey } from './monitor-key.ts';
import { fromItem, readItems, type Store, toItem } from './store.ts';

/** The origin of a monitor: the first source that reported it, or the team's own configuration. */
export type Brought = { endpointKey: string; endpoint: string; source?: string | undefined; lane: Lane };

/** The attributes that start monitoring. All others belong to `check`, which also moves it from lane to lane. */
const watching = (store: Store, { endpointKey, endpoint, source, lane }: Brought, now: Date) => ({
  TableName: store.tables.endpoints,
  Key: monitorKey(endpointKey),
  UpdateExpression: `SET #watch = :on, watchedAt = :now, endpoint = :endpoint, nextProbeAt = :now, #domain = :domain, #lane = ${lane === 'configured' ? ':lane' : 'if_not_exists(#troubleLane, :lane)'}${source === undefined ? '' : ', #source = :source'} REMOVE #ended`,
  ExpressionAttributeNames: {
    '#watch': 'watch',
    '#domain': 'domain',
    '#lane': 'lane',
    ...(lane !== 'configured' && { '#troubleLane': 'troubleLane' }),
    '#ended': 'ended',
    ...(source !== undefined && { '#source': 'source' }),
  },
  ExpressionAttributeValues: toItem({
    ':on': WATCH,
    ':now': now.toISOString(),
    ':endpoint': endpoint,
    ':domain': siteOf(endpoint),
    ':lane': lane,
    ...(source !== undefined && { ':source': source }),
  }),
});

/** The write that grouping adds when it opens an incident. */
export const watchWrite = (store: Store, brought: Brought, now: Date): TransactWriteItem => ({
  Update: watching(store, brought, now),
});

/**
 * Starts monitoring a configured endpoint, unless a person has stopped it since it was read. A late copy of this
 * write changes nothing.
 */
export const watch = (store: Store, brought: Brought, now: Date): Promise<boolean> => {
  const { ExpressionAttributeNames, ExpressionAttributeValues, ...update } = watching(store, brought, now);
  const isNewer = '(attribute_not_exists(watchedAt) OR watchedAt < :now)';
  const isWanted = '(attribute_not_exists(#ended) OR #ended.#why <> :stopped)';
  return succeeded(
    store,
    new UpdateItemCommand({
      ...update,
      ConditionExpression: `${isNewer} AND ${isWanted}`,
      ExpressionAttributeNames: { ...ExpressionAttributeNames, '#why': 'why' },
      ExpressionAttributeValues: { ...ExpressionAttributeValues, ':stopped': { S: 'stopped' } },
    }),
  );
};

/**
 * Ends the monitoring of an endpoint and says why, unless it was started again since it was read, or a person stopped
 * it, which stands.
 */
export const endMonitoring = (
  store: Store,
  { endpointKey, watchedAt }: Pick<WatchedType, 'endpointKey' | 'watchedAt'>,
  ended: MonitorEnd,
): Promise<boolean> =>
  succeeded(
    store,
    new UpdateItemCommand({
      TableName: store.tables.endpoints,
      Key: monitorKey(endpointKey),
      UpdateExpression: 'SET #ended = :ended REMOVE #watch, nextProbeAt',
      ConditionExpression: `${watchedAt ? 'watchedAt = :seen' : 'attribute_not_exists(watchedAt)'} AND (attribute_exists(#watch) OR #ended = :ended)`,
      ExpressionAttributeNames: { '#watch': 'watch', '#ended': 'ended' },
      ExpressionAttributeValues: toItem({ ':ended': ended, ...(watchedAt && { ':seen': watchedAt }) }),
    }),
  );

/**
 * Moves the next probe of an endpoint to `until`, whatever else its item holds; not if it is no longer monitored, or
 * its next probe is later already.
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

/** Monitors as they are now; one that does not fit the schema is left out and reported. */
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

/** What `check` writes; null removes the attribute. */
type ChecksOwn = Partial<
  Pick<
    WatchedType,
    'history' | 'certificateEndsAt' | 'certificates' | 'told' | 'nextProbeAt' | 'lane' | 'troubleLane'
  >
> & {
  normalStatus?: NormalStatus | null;
};

/**
 * Saves what `check` made of a monitor, and counts `result` into its day. Returns false if another check was faster,
 * or this very write succeeded and its answer was lost, or, with a result, if the endpoint is no longer monitored or
 * monitored again: then it has to be read again.
 */
export const saveWatched = (
  store: Store,
  before: WatchedType,
  own: ChecksOwn,
  look?: Look,
): Promise<boolean> => {
  const fields = Object.entries(own).filter(([, value]) => value !== undefined && value !== null);
  const removed = Object.entries(own).flatMap(([name, value]) => (value === null ? [name] : []));
  const monitored = before.watchedAt ? 'watchedAt = :watchedAt' : 'attribute_not_exists(watchedAt)';
  const update = {
    TableName: store.tables.endpoints,
    Key: monitorKey(before.endpointKey),
    UpdateExpression: `SET looks = :looks, ${fields.map(([name]) => `#${name} = :${name}`).join(', ')}${removed.length > 0 ? ` REMOVE ${removed.map((name) => `#${name}`).join(', ')}` : ''}`,
    ConditionExpression: `${before.looks === 0 ? '(attribute_not_exists(looks) OR looks = :before)' : 'looks = :before'}${look ? ` AND attribute_exists(#watch) AND ${monitored}` : ''}`,
    ExpressionAttributeNames: Object.fromEntries([
      ...[...fields.map(([name]) => name), ...removed].map((name) => [`#${name}`, name] as const),
      ...(look ? [['#watch', 'watch'] as const] : []),
    ]),
    ExpressionAttributeValues: toItem({
      ...Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
      ':looks': before.looks + 1,
      ':before': before.looks,
      ...(look && before.watchedAt && { ':watchedAt': before.watchedAt }),
    }),
  };
  return look
    ? allSucceeded(store, [{ Update: update }, lookWrite(store, before.endpointKey, look)])
    : succeeded(store, new UpdateItemCommand(update));
};

/** Which endpoints had an incident before: each opening leaves its endpoint's monitor behind, in one transaction. */
export const knownEndpoints = async (store: Store, keys: readonly string[]): Promise<ReadonlySet<string>> => {
  const items = await readItems(store, store.tables.endpoints, keys.map(monitorKey), 'endpointKey');
  return new Set(items.map((item) => fromItem(Key, item).endpointKey));
};
