import { sourceKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { floodKey } from '../../../lib/domain/incidents/flood.ts';
import { incidentKeyOf } from '../../../lib/domain/incidents/incident.ts';
import { isUnreadable } from '../../../lib/domain/intake/notification.ts';
import { type Check, grouped } from './check.ts';

/** Promise 2: what was stored is counted, once. */
export const groupings: Check = {
  name: '2 each notification is grouped into exactly one incident',
  broken: ({ notifications, incidents, ledger }) => {
    const known = new Set(incidents.map(({ incidentId }) => incidentId));
    return notifications.flatMap((notification) => {
      const { id, pending, incidentId } = notification;
      const key = isUnreadable(notification) ? sourceKey(notification.source) : notification.endpointKey;
      const groups = ledger.groupings.get(id)?.length ?? 0;
      if (pending !== undefined) return [`${id} is still pending`];
      if (!incidentId || !known.has(incidentId))
        return [`${id} names incident ${incidentId}, which is not there`];
      // Its endpoint's own, or else its source's flood.
      const homes = [key, ...(isUnreadable(notification) ? [] : [floodKey(notification.source)])];
      if (!homes.some((home) => incidentId.startsWith(`${home}-`)))
        return [`${id} of ${key} is in ${incidentId}`];
      return groups === 1 ? [] : [`${id} was grouped ${groups} times`];
    });
  },
};

/** Promise 2: the counts add up. */
export const counted: Check = {
  name: '2 the counts add up to the notifications',
  broken: ({ notifications, incidents }) => {
    const naming = grouped(notifications, ({ incidentId }) => incidentId ?? '');
    const sum = incidents.reduce((total, { count }) => total + count, 0);
    const total = (counts: Record<string, number>) =>
      Object.values(counts).reduce((all, count) => all + count, 0);
    return [
      ...(sum === notifications.length ? [] : [`the counts say ${sum}, there are ${notifications.length}`]),
      ...incidents
        .filter(({ incidentId, count }) => count !== (naming.get(incidentId)?.length ?? 0))
        .map(
          ({ incidentId, count }) =>
            `${incidentId} counts ${count}, ${naming.get(incidentId)?.length ?? 0} name it`,
        ),
      ...incidents
        .filter(({ count, sources }) => total(sources) !== count)
        .map(
          ({ incidentId, count, sources }) => `${incidentId} counts ${count}, by source ${total(sources)}`,
        ),
    ];
  },
};

/** Numbers are consecutive, and only the last incident of a key may be unresolved. */
export const numbered: Check = {
  name: '2 incidents of an endpoint follow each other',
  broken: ({ incidents }) =>
    [...grouped(incidents, ({ endpointKey }) => endpointKey)].flatMap(([key, of]) => {
      const sorted = of.toSorted((one, other) => one.number - other.number);
      const wrong = sorted.findIndex(({ number }, index) => number !== index + 1);
      const open = sorted.slice(0, -1).filter(({ state }) => state !== 'resolved');
      return [
        ...(wrong === -1 ? [] : [`${key} has no number ${wrong + 1}`]),
        ...open.map(({ incidentId }) => `${incidentId} is open, and there is a later one`),
      ];
    }),
};

/** What was received before an outage ended belongs to it, or to an earlier one, whenever it was counted. */
export const closedAfterAll: Check = {
  name: '2 nothing that was received before an end is in a later incident',
  broken: ({ notifications, incidents }) => {
    const byKey = grouped(incidents, ({ endpointKey }) => endpointKey);
    return notifications.flatMap((one) => {
      const home = incidentKeyOf(one.incidentId ?? '');
      if (!home) return [];
      const { endpointKey: key, number } = home;
      return (byKey.get(key) ?? [])
        .filter((earlier) => earlier.number < number && one.receivedAt <= (earlier.resolvedAt ?? ''))
        .map(({ incidentId }) => `${one.id} was received before ${incidentId} ended, and is in ${number}`);
    });
  },
};

/** An outage begins after the one before it has ended. */
export const apart: Check = {
  name: '2 an incident begins after the one before it ended',
  broken: ({ incidents }) =>
    [...grouped(incidents, ({ endpointKey }) => endpointKey).values()].flatMap((of) =>
      of
        .filter(({ count }) => count > 0)
        .filter(({ number, openedAt }) =>
          of.some((earlier) => earlier.number < number && openedAt <= (earlier.resolvedAt ?? '')),
        )
        .map(({ incidentId, openedAt }) => `${incidentId} began at ${openedAt}`),
    ),
};
