import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { encodeTime } from 'ulid';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Notification } from '../../domain/intake/notification.ts';
import { redactNotification } from '../../domain/intake/redact-notification.ts';
import { notificationFrom } from './notification-item.ts';
import { readFloodNotifications } from './read-flood-notifications.ts';
import { type Item, type Store, toItem } from './store.ts';

/** Which notifications of an incident to show. */
export type NotificationFilter = {
  code?: number | 'unknown' | undefined;
  source?: string | undefined;
  text?: string | undefined;
};

export type NotificationPage = { notifications: Notification[]; next?: string };

/** Ids are made a moment before the time that is stored beside them; clocks differ by less than this. */
const CLOCK_MS = 60_000;
const READ_AT_ONCE = 500;
/** A filter that matches little must not read a whole day's notifications for one page. */
const QUERIES = 10;
const TIME_LENGTH = 10;
const LAST = 'Z'.repeat(16);

/** The notifications of one incident, the newest first; `after` is the id of the last one of the page before. */
export const readNotificationsOf = async (
  store: Store,
  incident: Incident,
  filter: NotificationFilter,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<NotificationPage> => {
  const { endpointKey } = incident;
  const from = encodeTime(Date.parse(incident.openedAt) - CLOCK_MS, TIME_LENGTH);
  const to = `${encodeTime(Date.parse(incident.lastAt) + CLOCK_MS, TIME_LENGTH)}${LAST}`;
  // DynamoDB refuses to start at a key outside of the query.
  if (after !== undefined && after <= from) return { notifications: [] };
  const values = toItem({
    ':incident': incident.incidentId,
    ':code': filter.code === 'unknown' ? undefined : filter.code,
    ':source': filter.source,
    ':text': filter.text,
  });
  if (incident.flood)
    return readFloodNotifications(
      store,
      incident,
      { from, to, filter: expressionOf(filter), values },
      { limit, after },
    );
  const found: Notification[] = [];
  let start: Item | undefined =
    after === undefined || after > to ? undefined : toItem({ endpointKey, id: after });
  for (let query = 0; query < QUERIES; query++) {
    const answer = await store.client.send(
      new QueryCommand({
        TableName: store.tables.notifications,
        KeyConditionExpression: 'endpointKey = :key AND id BETWEEN :from AND :to',
        ...expressionOf(filter),
        ExpressionAttributeValues: {
          ...values,
          ...toItem({ ':key': endpointKey, ':from': from, ':to': to }),
        },
        ScanIndexForward: false,
        Limit: hasFilter(filter) ? READ_AT_ONCE : limit - found.length + 1,
        ExclusiveStartKey: start,
      }),
    );
    found.push(...(answer.Items ?? []).map(notificationFrom).filter(isShownWith(filter.text)));
    start = answer.LastEvaluatedKey;
    if (!start || found.length > limit) break;
  }
  const shown = found.slice(0, limit);
  const next = found.length > limit ? shown.at(-1)?.id : start?.['id']?.S;
  return { notifications: shown, ...(next !== undefined && { next }) };
};

/** Texts are searched for in what is shown: nobody may find out a secret letter by letter by searching. */
const isShownWith =
  (text: string | undefined) =>
  (notification: Notification): boolean => {
    if (text === undefined) return true;
    const shown = redactNotification(notification);
    return [shown.raw, 'message' in shown ? shown.message : undefined].some((one) => one?.includes(text));
  };

const hasFilter = ({ code, source, text }: NotificationFilter): boolean =>
  code !== undefined || source !== undefined || text !== undefined;

/** Unreadable notifications have no code, but a problem. */
const HAS_NO_CODE = '(attribute_not_exists(code) AND attribute_not_exists(problem))';

const expressionOf = ({ code, source, text }: NotificationFilter) => ({
  FilterExpression: [
    'incidentId = :incident',
    ...(code === undefined ? [] : [code === 'unknown' ? HAS_NO_CODE : 'code = :code']),
    ...(source === undefined ? [] : ['#source = :source']),
    ...(text === undefined ? [] : ['(contains(message, :text) OR contains(#raw, :text))']),
  ].join(' AND '),
  ...((source !== undefined || text !== undefined) && {
    ExpressionAttributeNames: {
      ...(source !== undefined && { '#source': 'source' }),
      ...(text !== undefined && { '#raw': 'raw' }),
    },
  }),
});
