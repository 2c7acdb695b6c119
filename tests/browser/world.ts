import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { ulid } from 'ulid';
import { type TableNames, tableNames } from '../../lib/adapters/config/table-names.ts';
import type { Cause } from '../../lib/domain/diagnosis/cause.ts';
import { endpointKey, sourceKey } from '../../lib/domain/endpoints/endpoint.ts';
import { type Incident, incidentIdOf, monthList, OPEN_LIST } from '../../lib/domain/incidents/incident.ts';
import type { TimelineEntry } from '../../lib/domain/incidents/timeline.ts';
import type { Notification } from '../../lib/domain/intake/notification.ts';

const MINUTE_MS = 60_000;
const DAY_S = 24 * 60 * 60;

export const TABLES = tableNames('flavours-error-webhook-local');

/** Writes items as they are, 25 at a time. */
export const putAll = async (
  client: DynamoDBClient,
  table: keyof TableNames,
  items: readonly object[],
): Promise<void> => {
  for (let index = 0; index < items.length; index += 25) {
    await client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          [TABLES[table]]: items.slice(index, index + 25).map((item) => ({
            PutRequest: { Item: marshall(item, { removeUndefinedValues: true }) },
          })),
        },
      }),
    );
  }
};

export const minutesAgo = (minutes: number): string =>
  new Date(Date.now() - minutes * MINUTE_MS).toISOString();

type Story = {
  endpoint?: string;
  source?: string;
  number?: number;
  since: number;
  last?: number;
  count?: number;
  code?: number;
  cause?: Cause;
  message?: string;
} & Partial<
  Pick<Incident, 'state' | 'acknowledgedBy' | 'resolvedBy' | 'resolution' | 'sources' | 'recentActions'>
> & {
    resolved?: number;
    acknowledgedFor?: number;
    /** How many minutes before now somebody first took it on. */
    taken?: number;
  };

/** An incident as the functions would have left it; all times in minutes before now. */
export const incidentOf = (story: Story): Incident => {
  const { endpoint, source = 'main', number = 1, since, last = since, count = 1, code = 503 } = story;
  const key = endpoint === undefined ? sourceKey(source) : endpointKey(endpoint);
  const state = story.state ?? (story.resolved === undefined ? 'open' : 'resolved');
  const lastAt = minutesAgo(last);
  const cause = story.cause ?? 'unavailable';
  const incident: Incident = {
    endpointKey: key,
    number,
    incidentId: incidentIdOf({ endpointKey: key, number }),
    ...(endpoint !== undefined && { endpoint }),
    state,
    count,
    openedAt: minutesAgo(since),
    lastAt,
    ...(story.resolved !== undefined && { resolvedAt: minutesAgo(story.resolved) }),
    ...(story.resolution && { resolution: story.resolution }),
    ...(story.resolvedBy !== undefined && { resolvedBy: story.resolvedBy }),
    ...(story.acknowledgedBy !== undefined && {
      acknowledgedBy: story.acknowledgedBy,
      acknowledgedAt: minutesAgo(last),
      acknowledgedUntil: minutesAgo(-(story.acknowledgedFor ?? 25)),
    }),
    ...(story.taken !== undefined && { firstAcknowledgedAt: minutesAgo(story.taken) }),
    ...(story.recentActions && { recentActions: story.recentActions }),
    cause,
    codes: endpoint === undefined ? {} : { [String(code)]: count },
    sources: story.sources ?? { [source]: count },
    sample: {
      at: lastAt,
      ...(endpoint !== undefined && { code }),
      ...(story.message !== undefined && { message: story.message }),
    },
    lastSent: {
      revision: 1,
      email: {
        at: minutesAgo(since),
        kind: 'opened',
        state: 'open',
        count: 1,
        cause,
        growthIntervalMinutes: 5,
        level: 1,
        cycleStartedAt: minutesAgo(since),
      },
    },
    version: 3,
    listName: OPEN_LIST,
  };
  return state === 'resolved' ? { ...incident, listName: monthList(incident) } : incident;
};

/** The notifications of an incident, spread over its time. */
export const notificationsOf = (
  incident: Incident,
  count: number,
  fields: { code?: number; message?: string; raw?: string; source?: string } = {},
): Notification[] => {
  const [from, to] = [Date.parse(incident.openedAt), Date.parse(incident.lastAt)];
  return Array.from({ length: count }, (_, index) => {
    const at = Math.round(from + ((to - from) * index) / Math.max(1, count - 1));
    const kept = {
      endpointKey: incident.endpointKey,
      id: ulid(at),
      source:
        fields.source ??
        Object.keys(incident.sources)[index % Object.keys(incident.sources).length] ??
        'main',
      receivedAt: new Date(at).toISOString(),
      incidentId: incident.incidentId,
      expiresAt: Math.floor(Date.now() / 1000) + 90 * DAY_S,
    };
    return incident.endpoint === undefined
      ? { ...kept, problem: fields.message ?? 'it could not be read', raw: fields.raw ?? '{' }
      : {
          ...kept,
          endpoint: incident.endpoint,
          code: fields.code ?? incident.sample.code ?? 503,
          ...(fields.message !== undefined && { message: fields.message }),
          ...(fields.raw !== undefined && { raw: fields.raw }),
        };
  });
};

/** What was sent about an incident. */
export const sentEntry = (
  { incidentId }: Incident,
  minutes: number,
  kind: Extract<TimelineEntry, { messageId: string }>['kind'],
  channels: ('email' | 'sms')[],
  reason: string,
  level = 1,
): TimelineEntry => ({
  incidentId,
  at: minutesAgo(minutes),
  kind,
  reason,
  level,
  channels,
  messageId: `8c1f3a52-6d0e-5b7a-9f4b-${String(Math.floor(minutes * 1000)).padStart(12, '0')}`,
  expiresAt: Math.floor(Date.now() / 1000) + DAY_S,
});

/** What a person did about one. */
export const done = (
  { incidentId }: Incident,
  minutes: number,
  kind: Extract<TimelineEntry, { actor: string }>['kind'],
  actor: string,
  more: { reason?: string; until?: string } = {},
): TimelineEntry => ({
  incidentId,
  at: `${minutesAgo(minutes)}/${Math.floor(minutes)}`,
  kind,
  actor,
  ...more,
  expiresAt: Math.floor(Date.now() / 1000) + DAY_S,
});
