import { type TransactWriteItem, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { siteOf } from '../../domain/endpoints/site.ts';
import type { Lane } from '../../domain/probing/lane.ts';
import { MONITORED, Monitor, type Monitor as MonitorType } from '../../domain/probing/monitor.ts';
import type { MonitorEnd } from '../../domain/probing/monitor-end.ts';
import type { NormalStatus } from '../../domain/probing/normal-status.ts';
import type { ProbeResult } from '../../domain/probing/probe-result.ts';
import { allSucceeded, succeeded } from './conditional-write.ts';
import { resultWrite } from './daily-stats.ts';
import { monitorKey } from './monitor-key.ts';
import { fromItem, readItems, type Store, toItem } from './store.ts';

/** The origin of a monitor: the first source that reported it, or the team's own configuration. */
export type Brought = { endpointKey: string; endpoint: string; source?: string | undefined; lane: Lane };

/** The attributes that start monitoring. All others belong to `check`, which also moves it from lane to lane. */
const monitoring = (store: Store, { endpointKey, endpoint, source, lane }: Brought, now: Date) => ({
  TableName: store.tables.endpoints,
  Key: monitorKey(endpointKey),
  UpdateExpression: `SET #monitored = :on, monitoredAt = :now, endpoint = :endpoint, nextProbeAt = :now, #domain = :domain, #lane = ${lane === 'configured' ? ':lane' : 'if_not_exists(#troubleLane, :lane)'}${source === undefined ? '' : ', #source = :source'} REMOVE #ended`,
  ExpressionAttributeNames: {
    '#monitored': 'monitored',
    '#domain': 'domain',
    '#lane': 'lane',
    ...(lane !== 'configured' && { '#troubleLane': 'troubleLane' }),
    '#ended': 'ended',
    ...(source !== undefined && { '#source': 'source' }),
  },
  ExpressionAttributeValues: toItem({
    ':on': MONITORED,
    ':now': now.toISOString(),
    ':endpoint': endpoint,
    ':domain': siteOf(endpoint),
    ':lane': lane,
    ...(source !== undefined && { ':source': source }),
  }),
});

/** The write that grouping adds when it opens an incident. */
export const monitorWrite = (store: Store, brought: Brought, now: Date): TransactWriteItem => ({
  Update: monitoring(store, brought, now),
});

/**
 * Starts monitoring a configured endpoint, unless a person has stopped it since it was read. A late copy of this
 * write changes nothing.
 */
export const startMonitoring = (store: Store, brought: Brought, now: Date): Promise<boolean> => {
  const { ExpressionAttributeNames, ExpressionAttributeValues, ...update } = monitoring(store, brought, now);
  const isNewer = '(attribute_not_exists(monitoredAt) OR monitoredAt < :now)';
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
  { endpointKey, monitoredAt }: Pick<MonitorType, 'endpointKey' | 'monitoredAt'>,
  ended: MonitorEnd,
): Promise<boolean> =>
  succeeded(
    store,
    new UpdateItemCommand({
      TableName: store.tables.endpoints,
      Key: monitorKey(endpointKey),
      UpdateExpression: 'SET #ended = :ended REMOVE #monitored, nextProbeAt',
      ConditionExpression: `${monitoredAt ? 'monitoredAt = :seen' : 'attribute_not_exists(monitoredAt)'} AND (attribute_exists(#monitored) OR #ended = :ended)`,
      ExpressionAttributeNames: { '#monitored': 'monitored', '#ended': 'ended' },
      ExpressionAttributeValues: toItem({ ':ended': ended, ...(monitoredAt && { ':seen': monitoredAt }) }),
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
      ConditionExpression: '#monitored = :on AND nextProbeAt < :until',
      ExpressionAttributeNames: { '#monitored': 'monitored' },
      ExpressionAttributeValues: toItem({ ':on': MONITORED, ':until': until.toISOString() }),
    }),
  );

const Key = z.object({ endpointKey: z.string() });

/** Monitors as they are now; one that does not fit the schema is left out and reported. */
export const readMonitors = async (
  store: Store,
  keys: readonly string[],
  onInvalidItem: (error: unknown) => void,
): Promise<MonitorType[]> => {
  const items = await readItems(store, store.tables.endpoints, keys.map(monitorKey));
  return items.flatMap((item) => {
    try {
      return [fromItem(Monitor, item)];
    } catch (error) {
      onInvalidItem(error);
      return [];
    }
  });
};

/** What `check` writes; null removes the attribute. */
type ChecksOwn = Partial<
  Pick<
    MonitorType,
    'history' | 'certificateEndsAt' | 'certificates' | 'warningsSent' | 'nextProbeAt' | 'lane' | 'troubleLane'
  >
> & {
  normalStatus?: NormalStatus | null;
};

/**
 * Saves what `check` made of a monitor, and counts `result` into its day. Returns false if another check was faster,
 * or this very write succeeded and its answer was lost, or, with a result, if the endpoint is no longer monitored or
 * monitored again: then it has to be read again.
 */
export const saveMonitor = (
  store: Store,
  before: MonitorType,
  own: ChecksOwn,
  result?: ProbeResult,
): Promise<boolean> => {
  const fields = Object.entries(own).filter(([, value]) => value !== undefined && value !== null);
  const removed = Object.entries(own).flatMap(([name, value]) => (value === null ? [name] : []));
  const monitored = before.monitoredAt ? 'monitoredAt = :monitoredAt' : 'attribute_not_exists(monitoredAt)';
  const update = {
    TableName: store.tables.endpoints,
    Key: monitorKey(before.endpointKey),
    UpdateExpression: `SET revision = :revision, ${fields.map(([name]) => `#${name} = :${name}`).join(', ')}${removed.length > 0 ? ` REMOVE ${removed.map((name) => `#${name}`).join(', ')}` : ''}`,
    ConditionExpression: `${before.revision === 0 ? '(attribute_not_exists(revision) OR revision = :before)' : 'revision = :before'}${result ? ` AND attribute_exists(#monitored) AND ${monitored}` : ''}`,
    ExpressionAttributeNames: Object.fromEntries([
      ...[...fields.map(([name]) => name), ...removed].map((name) => [`#${name}`, name] as const),
      ...(result ? [['#monitored', 'monitored'] as const] : []),
    ]),
    ExpressionAttributeValues: toItem({
      ...Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
      ':revision': before.revision + 1,
      ':before': before.revision,
      ...(result && before.monitoredAt && { ':monitoredAt': before.monitoredAt }),
    }),
  };
  return result
    ? allSucceeded(store, [{ Update: update }, resultWrite(store, before.endpointKey, result)])
    : succeeded(store, new UpdateItemCommand(update));
};

/** Which endpoints had an incident before: each opening leaves its endpoint's monitor behind, in one transaction. */
export const knownEndpoints = async (store: Store, keys: readonly string[]): Promise<ReadonlySet<string>> => {
  const items = await readItems(store, store.tables.endpoints, keys.map(monitorKey), 'endpointKey');
  return new Set(items.map((item) => fromItem(Key, item).endpointKey));
};
