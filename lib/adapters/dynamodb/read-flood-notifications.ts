import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Notification } from '../../domain/intake/notification.ts';
import { notificationFrom } from './notification-item.ts';
import { type Item, type Store, toItem } from './store.ts';

/** Which notifications of one endpoint are asked for: ids from `from` up to and with `to`, and what must hold of them. */
export type Asked = {
  from: string;
  to: string;
  filter: { FilterExpression: string; ExpressionAttributeNames?: Record<string, string> };
  values: Item;
};

const READ_AT_ONCE = 100;

/**
 * Notifications of a flood, the newest first, of the endpoints that it lists: each is kept under its own endpoint. Of
 * endpoints that are not listed there is no index; their notifications name the incident.
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
  // Older ones are known of all endpoints only down to where the first page of them ended.
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
