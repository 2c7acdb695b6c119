import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { chunksOf, type Store, toItem } from '../../lib/adapters/dynamodb/store.ts';
import { markSent } from '../../lib/domain/alerting/mark-sent.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { type Incident, incidentIdOf, OPEN_LIST } from '../../lib/domain/incidents/incident.ts';

const WRITE_LIMIT = 25; // BatchWriteItem

/** An open incident about which nothing was sent. */
export const openIncident = (endpoint: string, openedAt: Date, over: Partial<Incident> = {}): Incident => {
  const key = { endpointKey: endpointKey(endpoint), number: 1 };
  const at = openedAt.toISOString();
  return {
    ...key,
    incidentId: incidentIdOf(key),
    endpoint,
    source: 'main',
    state: 'open',
    count: 1,
    openedAt: at,
    lastAt: at,
    cause: 'unavailable',
    codes: { 503: 1 },
    sources: { main: 1 },
    sample: { at, code: 503, message: 'Service Unavailable' },
    version: 1,
    listName: OPEN_LIST,
    ...over,
  };
};

/** Puts items straight into the table of incidents, as nothing in the product does. */
export const putIncidents = async (
  store: Store,
  items: readonly Record<string, unknown>[],
): Promise<void> => {
  for (const chunk of chunksOf(items, WRITE_LIMIT)) {
    let waiting = chunk.map((item) => ({ PutRequest: { Item: toItem(item) } }));
    while (waiting.length > 0) {
      const { UnprocessedItems } = await store.client.send(
        new BatchWriteItemCommand({ RequestItems: { [store.tables.incidents]: waiting } }),
      );
      const left = UnprocessedItems?.[store.tables.incidents] ?? [];
      waiting = left.flatMap(({ PutRequest }) =>
        PutRequest?.Item ? [{ PutRequest: { Item: PutRequest.Item } }] : [],
      );
    }
  }
};

/** What was sent last about an incident for which nothing is due for an hour. */
export const sentAt = (
  at: Date,
  { count = 1 }: { count?: number } = {},
): NonNullable<Incident['lastSent']> => {
  const lastSent = {
    at: at.toISOString(),
    kind: 'opened' as const,
    state: 'open' as const,
    count,
    cause: 'unavailable',
    growthIntervalMinutes: 5,
    level: 1,
    highestLevel: 1,
    cycle: '0',
    cycleStartedAt: at.toISOString(),
  };
  return { revision: 1, email: lastSent, sms: lastSent };
};

/** The record of an email that said an incident was opened. */
export const markOf = (incident: Incident, at: Date) => ({
  incident,
  lastSent: markSent(
    incident,
    { email: { kind: 'opened', reason: 'new', level: 1, cycle: '0' } },
    ['email'],
    at,
  ),
  alert: {
    incidentId: incident.incidentId,
    at: at.toISOString(),
    kind: 'opened' as const,
    reason: 'new',
    level: 1,
    channels: ['email' as const],
    messageId: `message ${at.toISOString()}`,
    expiresAt: 2_000_000_000,
  },
});
