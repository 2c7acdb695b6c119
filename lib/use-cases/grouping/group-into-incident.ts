import { commitGroup, type Group } from '../../adapters/dynamodb/commit-group.ts';
import { latestIncident, recentIncidents } from '../../adapters/dynamodb/incidents.ts';
import { namedBy } from '../../domain/endpoints/configured-monitor.ts';
import { isSourceKey } from '../../domain/endpoints/endpoint.ts';
import { isFloodKey } from '../../domain/incidents/flood.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isDecidedBy, outageOf } from '../../domain/incidents/late-notification.ts';
import { newIncident, transition } from '../../domain/incidents/transition.ts';
import { isUnreadable, type Notification } from '../../domain/intake/notification.ts';
import { laneOf } from '../../domain/probing/lane.ts';
import { AGAIN, ATTEMPTS, attemptOrThrow } from '../runtime/attempts.ts';
import type { StoreContext } from '../runtime/run-context.ts';
import type { Admission } from './admission.ts';

/** How many outages back a late notification is matched; anything older goes to the oldest of them. */
const RECENT = 10;

type Waiting = readonly [Notification, ...Notification[]];

/**
 * The incidents, none if all were grouped already. `flooded` may not open one, and belong to their source's flood.
 */
export type GroupedTogether = { incidents: Incident[]; flooded: Notification[] };

/**
 * Counts notifications of one key into the outage in which each was received. Opens the next incident if all are
 * resolved and `admission` has room. Throws errors other than failed conditions and contention.
 */
export const groupIntoIncident = async (
  run: StoreContext,
  key: string,
  notifications: readonly Notification[],
  admission: Admission,
): Promise<GroupedTogether> => {
  const touched = new Map<number, Incident>();
  const flooded: Notification[] = [];
  let waiting = notifications;
  let isAdmitted = isSourceKey(key) || isFloodKey(key);
  return attemptOrThrow(run, ATTEMPTS.grouping, `${key}: grouping`, async (failed) => {
    for (;;) {
      const [first, ...others] = waiting;
      if (!first) return { incidents: [...touched.values()], flooded };
      const isNew = failed === 0 && touched.size === 0 && admission.isNew(key);
      const group = await groupOf(run, key, [first, ...others], isNew);
      if (opens(group)) isAdmitted ||= isUnreadable(first) || (await admission.admits(first));
      if (opens(group) && !isAdmitted) {
        const left = group.notifications.filter(({ source }) => source === first.source);
        flooded.push(...left);
        waiting = waiting.filter((notification) => !left.includes(notification));
        continue; // another source may have room
      }
      const outcome = await commitGroup(run.store, group);
      if (outcome.kind !== 'committed') {
        const { groupedAlready } = outcome.kind === 'refused' ? outcome : { groupedAlready: new Set() };
        waiting = waiting.filter((notification) => !groupedAlready.has(notification));
        return AGAIN;
      }
      const counted = new Set(group.notifications);
      waiting = waiting.filter((notification) => !counted.has(notification));
      touched.set(group.after.number, group.after);
      // With the lines of receive and of the publisher, by which one notification can be followed: docs/watching.md
      run.log.info('notifications grouped', {
        incidentId: group.after.incidentId,
        notificationIds: group.notifications.map(({ id }) => id),
      });
    }
  });
};

const opens = ({ before }: Group): boolean => before.version === 0;

/** The incident that the first waiting notification belongs to, and the others that belong to it. */
const groupOf = async (run: StoreContext, key: string, waiting: Waiting, isNew: boolean): Promise<Group> => {
  const { store, oncall } = run;
  const now = run.now();
  const [first, ...others] = waiting;
  const latest = isNew ? undefined : await latestIncident(store, key);
  const recent = waiting.every((one) => isDecidedBy(latest, one))
    ? [latest].filter((one) => one !== undefined)
    : await recentIncidents(store, key, RECENT);
  const outage = outageOf(recent, first);
  const notifications: Waiting = [
    first,
    ...others.filter((one) => outageOf(recent, one)?.number === outage?.number),
  ];
  const previous = outage ? undefined : recent[0];
  const before = outage ?? newIncident(key, (previous?.number ?? 0) + 1, first);
  const after = transition(before, { kind: 'notified', notifications: [...notifications] }, now);
  const lane = laneOf(oncall && namedBy(after, oncall), true, []);
  return { previous, before, after, notifications, lane, now };
};
