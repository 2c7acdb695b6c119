import { type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { probedUrl } from '../../domain/endpoints/endpoint.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { expiresAt, KEPT_DAYS } from '../../domain/incidents/retention.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import { isUnreadable, type Notification } from '../../domain/intake/notification.ts';
import type { Lane } from '../../domain/probing/lane.ts';
import { notifiedWrites } from './daily-stats.ts';
import { incidentWrite } from './incidents.ts';
import { monitorWrite } from './monitors.ts';
import { type Store, toItem } from './store.ts';
import { cancellationOf } from './transaction-error.ts';

/**
 * Notifications per transaction: 100 items less the incident, the one before it, its endpoint and five of its days.
 */
export const GROUP_LIMIT = 90;

/**
 * One group: `after` is `before` with `notifications` counted in. `previous` is the resolved incident before a new
 * one.
 */
export type Group = {
  previous?: Incident | undefined;
  before: Incident;
  after: Incident;
  notifications: readonly Notification[];
  /** The lane in which its endpoint waits for the first probe, if this opens the incident. */
  lane?: Lane;
  now: Date;
};

export type GroupOutcome =
  | { kind: 'committed' }
  | { kind: 'contended' }
  | { kind: 'refused'; groupedAlready: ReadonlySet<Notification> };

const stillPending = 'attribute_exists(pending)';

/**
 * Counts notifications into an incident, exactly once: each loses `pending` in the same transaction, on condition
 * that it had it. Throws errors other than failed conditions and contention.
 */
export const commitGroup = async (store: Store, group: Group): Promise<GroupOutcome> => {
  const incident = [
    incidentWrite(store.tables.incidents, group.before, group.after),
    ...previousCheck(store, group),
  ];
  const opening = monitorOfOpening(store, group);
  const items = [
    ...incident,
    ...group.notifications.map((notification) => notificationUpdate(store, group, notification)),
    ...opening,
    ...(group.after.endpoint === undefined
      ? []
      : notifiedWrites(store, group.after.endpointKey, group.notifications)),
  ];
  try {
    await store.client.send(new TransactWriteItemsCommand({ TransactItems: items }));
    return { kind: 'committed' };
  } catch (error) {
    const { refusals } = cancellationOf(error, items.length);
    if (refusals.includes('fault')) throw error;
    const groupedAlready = new Set(
      group.notifications.filter((_, index) => refusals[incident.length + index] === 'condition'),
    );
    const isStale = refusals.slice(0, incident.length).includes('condition');
    return groupedAlready.size > 0 || isStale ? { kind: 'refused', groupedAlready } : { kind: 'contended' };
  }
};

/** A new incident is opened only if the one before it is unchanged and resolved. */
const previousCheck = (store: Store, { previous }: Group): TransactWriteItem[] =>
  previous
    ? [
        {
          ConditionCheck: {
            TableName: store.tables.incidents,
            Key: toItem({ endpointKey: previous.endpointKey, number: previous.number }),
            ConditionExpression: 'version = :before AND #state = :resolved',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: {
              ':before': { N: String(previous.version) },
              ':resolved': { S: 'resolved' },
            },
          },
        },
      ]
    : [];

/**
 * What Flavours reports is monitored from then on, at the URL as posted, unless it is not an endpoint or belongs to a
 * test alert. Our own probes renew nothing.
 */
const monitorOfOpening = (
  store: Store,
  { before, after, notifications, lane = 'fresh', now }: Group,
): TransactWriteItem[] => {
  if (before.version !== 0 || after.endpoint === undefined || isTestAlert(after)) return [];
  const [posted] = notifications.flatMap((one) => (isUnreadable(one) ? [] : [one]));
  const endpoint = posted && probedUrl(posted.endpoint);
  if (!posted || endpoint === undefined) return [];
  return [
    monitorWrite(store, { endpointKey: after.endpointKey, endpoint, source: posted.source, lane }, now),
  ];
};

const notificationUpdate = (store: Store, group: Group, notification: Notification): TransactWriteItem => ({
  Update: {
    TableName: store.tables.notifications,
    Key: toItem({ endpointKey: notification.endpointKey, id: notification.id }),
    UpdateExpression: `SET incidentId = :incidentId, expiresAt = :expiresAt${isUnreadable(notification) ? ', problem = :problem, #raw = :raw' : ''} REMOVE pending`,
    ConditionExpression: stillPending,
    ...(isUnreadable(notification) && { ExpressionAttributeNames: { '#raw': 'raw' } }),
    ExpressionAttributeValues: toItem({
      ':incidentId': group.after.incidentId,
      ':expiresAt': expiresAt(group.now, KEPT_DAYS.notifications),
      ...(isUnreadable(notification) && { ':problem': notification.problem, ':raw': notification.raw }),
    }),
  },
});
