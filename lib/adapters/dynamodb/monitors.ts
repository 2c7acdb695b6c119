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

/** Who brings a monitor: the first source, or the team's own configuration. */
export type Brought = { endpointKey: string; endpoint: string; source?: string | undefined; lane: Lane };

/**
 * What makes an endpoint watched from now on. Only these attributes: all others are those of `check`, which also moves it
 * from lane to lane.
 */
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

/** The write that a fold adds where it opens an incident. */
export const watchWrite = (store: Store, brought: Brought, now: Date): TransactWriteItem => ({
  Update: watching(store, brought, now),
});

/**
 * Watches an endpoint that a team named, unless a person stopped that since it was read. A copy of this write that comes in
 * late changes nothing.
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
 * Lets an endpoint go and says why, unless it was watched anew since it was read, or a person stopped it: what they said
 * stands.
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

/** What `check` writes; null takes away. */
type ChecksOwn = Partial<
  Pick<
    WatchedType,
    'history' | 'certificateEndsAt' | 'certificates' | 'told' | 'nextProbeAt' | 'lane' | 'troubleLane'
  >
> & {
  normalStatus?: NormalStatus | null;
};

/**
 * Saves what `check` made of an endpoint, and with it counts `look` into its day. Answers false if another check was
 * faster, or this very write was applied and its answer lost, or, where there is a look, if it is no longer monitored, or
 * monitored anew: then it is to be read again.
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

/** Which endpoints had an incident before: each opening leaves its endpoint's state behind, in one transaction with it. */
export const knownEndpoints = async (store: Store, keys: readonly string[]): Promise<ReadonlySet<string>> => {
  const items = await readItems(store, store.tables.endpoints, keys.map(monitorKey), 'endpointKey');
  return new Set(items.map((item) => fromItem(Key, item).endpointKey));
};
