import { QueryCommand, type TransactWriteItem, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { Incident, type IncidentKey } from '../../domain/incidents/incident.ts';
import { succeeded } from './conditional-write.ts';
import { fromItem, readItems, type Store, toItem } from './store.ts';

/** The last incident of an endpoint (or of a source), read consistently. */
export const latestIncident = async (store: Store, endpointKey: string): Promise<Incident | undefined> =>
  (await recentIncidents(store, endpointKey, 1))[0];

/** The last incidents of an endpoint, the latest first, read consistently. */
export const recentIncidents = async (
  store: Store,
  endpointKey: string,
  limit: number,
): Promise<Incident[]> => {
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tables.incidents,
      ConsistentRead: true,
      KeyConditionExpression: 'endpointKey = :key',
      ExpressionAttributeValues: { ':key': { S: endpointKey } },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return (answer.Items ?? []).map((item) => fromItem(Incident, item));
};

/** Incidents as they are now, by key, read consistently. */
export const readIncidents = async (store: Store, keys: readonly IncidentKey[]): Promise<Incident[]> => {
  const items = await readItems(
    store,
    store.tables.incidents,
    keys.map(({ endpointKey, number }) => toItem({ endpointKey, number })),
  );
  return items.map((item) => fromItem(Incident, item));
};

const unchanged = 'version = :before';

/**
 * The write of what `transition` made of an incident; `lastSent` belongs to the record of alerts and is not touched.
 */
export const incidentWrite = (table: string, before: Incident, after: Incident): TransactWriteItem => {
  if (before.version === 0) {
    return {
      Put: {
        TableName: table,
        Item: toItem(after),
        ConditionExpression: 'attribute_not_exists(endpointKey)',
      },
    };
  }
  return { Update: incidentUpdate(table, before, after) };
};

/** The key, and what the record of an alert writes. */
const MARKS_OWN: ReadonlySet<string> = new Set(['endpointKey', 'number', 'lastSent', 'listName']);

/** Attributes that `transition` removed are removed; what another version wrote stays. */
const incidentUpdate = (table: string, before: Incident, after: Incident) => {
  const { endpointKey, number, lastSent: _markOnly, listName, ...rest } = after;
  // Unless the list changes, it is left to the record of an alert. A late notification brings an incident back to the
  // open list.
  const own = listName === before.listName ? rest : { ...rest, listName };
  const fields = Object.entries(own).filter(([, value]) => value !== undefined); // left as another version wrote it
  const names = fields.map(([name]) => name);
  const kept = new Set(names);
  const removed = Object.entries(before).flatMap(([name, value]) =>
    value === undefined || kept.has(name) || MARKS_OWN.has(name) ? [] : [name],
  );
  return {
    TableName: table,
    Key: toItem({ endpointKey, number }),
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}${removed.length > 0 ? ` REMOVE ${removed.map((name) => `#${name}`).join(', ')}` : ''}`,
    ConditionExpression: unchanged,
    ExpressionAttributeNames: Object.fromEntries([...names, ...removed].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...toItem(Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value]))),
      ':before': { N: String(before.version) },
    },
  };
};

/** Saves what `transition` made of an incident. Returns false if somebody else changed it since it was read. */
export const saveIncident = (store: Store, before: Incident, after: Incident): Promise<boolean> =>
  succeeded(store, new UpdateItemCommand(incidentUpdate(store.tables.incidents, before, after)));

/** Archives an incident, unless it was changed since it was read. */
export const archive = (
  store: Store,
  incident: Pick<Incident, 'endpointKey' | 'number' | 'version'>,
  listName: string,
): Promise<boolean> =>
  succeeded(
    store,
    new UpdateItemCommand({
      TableName: store.tables.incidents,
      Key: toItem({ endpointKey: incident.endpointKey, number: incident.number }),
      UpdateExpression: 'SET listName = :listName, version = version + :one',
      ConditionExpression: unchanged,
      ExpressionAttributeValues: {
        ':listName': { S: listName },
        ':one': { N: '1' },
        ':before': { N: String(incident.version) },
      },
    }),
  );
