import { type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { MonitorActionOutcome, MonitorChange } from '../../domain/incidents/apply-monitor-action.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Monitor } from '../../domain/probing/monitor.ts';
import { incidentWrite } from './incidents.ts';
import { monitorKey } from './monitor-key.ts';
import { type Store, toItem } from './store.ts';
import { cancellationOf } from './transaction-error.ts';

type Before = { endpointKey: string; monitor: Monitor | undefined; latest: Incident | undefined };

/**
 * Writes a person's action on a monitor, all or nothing. Returns false if anything that it was based on has changed.
 */
export const commitMonitorAction = async (
  store: Store,
  before: Before,
  { monitor, incident, entry }: NonNullable<MonitorActionOutcome['change']>,
): Promise<boolean> => {
  const items: TransactWriteItem[] = [
    monitorUpdate(store, before, monitor),
    ...(entry
      ? [
          {
            Put: {
              TableName: store.tables.timeline,
              Item: toItem(entry),
              ConditionExpression: 'attribute_not_exists(incidentId)',
            },
          },
        ]
      : []),
    ...(incident && before.latest ? [incidentWrite(store.tables.incidents, before.latest, incident)] : []),
  ];
  try {
    await store.client.send(new TransactWriteItemsCommand({ TransactItems: items }));
    return true;
  } catch (error) {
    if (cancellationOf(error, items.length).refusals.includes('fault')) throw error;
    return false;
  }
};

/** On condition that no probe was recorded since it was read, and that Flavours has not reported it again. */
const monitorUpdate = (
  store: Store,
  { endpointKey, monitor, latest }: Before,
  { ended, ...change }: MonitorChange,
): TransactWriteItem => {
  const fields = Object.entries({ ...change, ended }).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  const removed = [
    ...Object.entries(change).flatMap(([name, value]) => (value === null ? [name] : [])),
    ...(ended ? ['monitored', 'nextProbeAt'] : []),
  ];
  const revision = monitor?.revision ?? 0;
  const monitoredAt = monitor?.monitoredAt;
  return {
    Update: {
      TableName: store.tables.endpoints,
      Key: monitorKey(endpointKey),
      UpdateExpression: `SET revision = :revision, #endpoint = if_not_exists(#endpoint, :endpoint)${fields.map(([name]) => `, #${name} = :${name}`).join('')}${removed.length > 0 ? ` REMOVE ${removed.map((name) => `#${name}`).join(', ')}` : ''}`,
      ConditionExpression: `${revision === 0 ? '(attribute_not_exists(revision) OR revision = :before)' : 'revision = :before'} AND ${monitoredAt ? 'monitoredAt = :monitoredAt' : 'attribute_not_exists(monitoredAt)'}`,
      ExpressionAttributeNames: Object.fromEntries(
        ['endpoint', ...fields.map(([name]) => name), ...removed].map((name) => [`#${name}`, name]),
      ),
      ExpressionAttributeValues: toItem({
        ...Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
        ':revision': revision + 1,
        ':before': revision,
        ':endpoint': monitor?.endpoint ?? latest?.endpoint ?? '',
        ...(monitoredAt && { ':monitoredAt': monitoredAt }),
      }),
    },
  };
};
