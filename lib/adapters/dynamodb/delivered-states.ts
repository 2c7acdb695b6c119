import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { IncidentKey } from '../../domain/incidents/incident.ts';
import { Delivered, deliveredItem } from '../../domain/integrations/delivered.ts';
import { allSucceeded } from './conditional-write.ts';
import { readItems, type Store, toItem } from './store.ts';

const recordKey = ({ endpointKey, number }: IncidentKey, integration: string) => ({
  endpointKey,
  item: deliveredItem(integration, number),
});

/** What an integration was last given about some incidents, by endpoint's key and item; read consistently. */
export const readDelivered = async (
  store: Store,
  integration: string,
  incidents: readonly IncidentKey[],
): Promise<(incident: IncidentKey) => Delivered | undefined> => {
  const items = await readItems(
    store,
    store.tables.endpoints,
    incidents.map((incident) => toItem(recordKey(incident, integration))),
  );
  // A record of another form counts as none: the incident is posted once more as it is now.
  const found = items.flatMap((item) => Delivered.safeParse(unmarshall(item)).data ?? []);
  const byKey = new Map(found.map((one) => [`${one.endpointKey} ${one.item}`, one]));
  return (incident) => {
    const { endpointKey, item } = recordKey(incident, integration);
    return byKey.get(`${endpointKey} ${item}`);
  };
};

/** The write of a record, on condition that nobody has written it since. */
const recordWrite = (store: Store, before: Delivered | undefined, after: Delivered): TransactWriteItem => ({
  Put: {
    TableName: store.tables.endpoints,
    Item: toItem(after),
    // A record of another form was read as none, and is replaced.
    ConditionExpression: before
      ? 'revision = :before'
      : 'attribute_not_exists(revision) OR NOT attribute_type(revision, :before)',
    ExpressionAttributeValues: toItem({ ':before': before?.revision ?? 'N' }),
  },
});

/**
 * Records what was posted and settles what was due, all or nothing, if this run may still post. What is settled is named
 * by its keys: an alert that came meanwhile has another one, and stays due.
 */
export const settle = (
  store: Store,
  integration: string,
  holder: string,
  {
    records,
    keys,
    at,
  }: {
    records: readonly { before: Delivered | undefined; after: Delivered }[];
    keys: readonly string[];
    at: Date;
  },
): Promise<boolean> =>
  allSucceeded(store, [
    ...records.map(({ before, after }) => recordWrite(store, before, after)),
    {
      Update: {
        TableName: store.tables.control,
        Key: toItem({ name: `integration/${integration}` }),
        UpdateExpression: `SET lastPostAt = :at REMOVE ${[...keys.map((_, index) => `#due.#k${index}`), 'failingSince', 'failure', 'failures', 'notBefore'].join(', ')}`,
        ConditionExpression: '#holder = :holder',
        ExpressionAttributeNames: {
          '#holder': 'holder',
          ...(keys.length > 0 && { '#due': 'due' }),
          ...Object.fromEntries(keys.map((key, index) => [`#k${index}`, key])),
        },
        ExpressionAttributeValues: toItem({ ':holder': holder, ':at': at.toISOString() }),
      },
    },
  ]);

/** Writes one record alone; false where somebody has written it since. */
export const saveDelivered = (
  store: Store,
  before: Delivered | undefined,
  after: Delivered,
): Promise<boolean> => allSucceeded(store, [recordWrite(store, before, after)]);
