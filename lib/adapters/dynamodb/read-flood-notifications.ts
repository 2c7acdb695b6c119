import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Notification } from '../../domain/intake/notification.ts';
import { notificationFrom } from './notification-item.ts';
import { type Item, type Store, toItem } from './store.ts';

/**
 * Which notifications of one endpoint to read: ids from `from` up to and including `to`, and what must hold for them.
 */
export type Asked = {
  from: string;
  to: string;
  filter: { FilterExpression: string; ExpressionAttributeNames?: Record<string, string> };
  values: Item;
};

const READ_AT_ONCE = 100;

/**
 * Notifications of a flood, newest first, for the endpoints that it lists: each is stored under its own endpoint. For
 * unlisted endpoints there is no index; their notifications name the incident.
 */
export const readFloodNotifications = async (
  store: Store,
  { flood }: Incident,
  { from, to, filter, values }: Asked,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ notifications: Notification[]; next?: string }> => {
  const pages = await Promise.all(
    (flood?.listed ?? []).map(({ endpointKey }) =>
      store.client.send(
        new QueryCommand({
          TableName: store.tables.notifications,
          KeyConditionExpression: 'endpointKey = :key AND id BETWEEN :from AND :to',
          ...filter,
          ExpressionAttributeValues: {
            ...values,
            ...toItem({
              ':key': endpointKey,
              ':from': from,
              ':to': after !== undefined && after < to ? after : to,
            }),
          },
          ScanIndexForward: false,
          Limit: READ_AT_ONCE,
        }),
      ),
    ),
  );
  // Older ones are complete for all endpoints only down to where the first of their pages ended.
  const ends = pages.flatMap(({ LastEvaluatedKey }) => LastEvaluatedKey?.['id']?.S ?? []);
  const end = ends.toSorted().at(-1);
  const found = pages
    .flatMap(({ Items = [] }) => Items.map(notificationFrom))
    .filter(({ id }) => id !== after && (end === undefined || id >= end))
    .toSorted((one, other) => (one.id < other.id ? 1 : -1));
  const notifications = found.slice(0, limit);
  const next = found.length > limit ? notifications.at(-1)?.id : end;
  return { notifications, ...(next !== undefined && { next }) };
};
