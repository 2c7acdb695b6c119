import { familiarity } from '../../../lib/domain/alerting/alert-order.ts';
import { quietMsOf } from '../../../lib/domain/incidents/ended-by-time.ts';
import { floodKey, isFloodKey } from '../../../lib/domain/incidents/flood.ts';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import { isUnreadable } from '../../../lib/domain/intake/notification.ts';
import type { Evidence } from '../scenario/state.ts';
import { ONCALL_AT_RUNTIME } from '../world/container.ts';
import type { GroupedOne } from '../world/evidence.ts';
import { type Check, grouped } from './check.ts';

const CAP = ONCALL_AT_RUNTIME.maxOpenIncidentsPerSource;
/** Between two sweeps in long quiet, and a little. */
const LONGEST_SWEEP_MS = 31 * 60_000;
/** Within this time some sweep has corrected the counts. */
const KNOWN_MS = 3 * 60_000;

/**
 * A flood lists what it contains: by endpoint and for the others, as many as it counts, and only of its own source.
 */
export const flooded: Check = {
  name: '2 a flood lists what it counts, of its own source',
  broken: ({ notifications, incidents }) => {
    const naming = grouped(notifications, ({ incidentId }) => incidentId ?? '');
    return incidents
      .filter(({ endpointKey }) => isFloodKey(endpointKey))
      .flatMap(({ incidentId, endpointKey, count, flood }) => {
        if (!flood) return [`${incidentId} says nothing of its endpoints`];
        const members = naming.get(incidentId) ?? [];
        const listed = flood.listed.reduce((total, one) => total + one.count, 0);
        return [
          ...(listed + flood.unlisted === count
            ? []
            : [`${incidentId} counts ${count}, lists ${listed} and ${flood.unlisted}`]),
          ...flood.listed
            .filter(
              (one) => members.filter(({ endpointKey: of }) => of === one.endpointKey).length !== one.count,
            )
            .map((one) => `${incidentId} lists ${one.count} of ${one.endpointKey}, and others name it`),
          ...members
            .filter(({ source }) => floodKey(source) !== endpointKey)
            .map(({ id, source }) => `${id} of ${source} is in ${incidentId}`),
        ];
      });
  },
};

/** Endpoints listed exactly have their own incident, however many others there are. */
export const namedApart: Check = {
  name: '2 what oncall.yml names exactly is in no flood',
  broken: ({ notifications }) =>
    notifications
      .filter((one) => !isUnreadable(one) && familiarity(one, ONCALL_AT_RUNTIME) === 0)
      .filter(({ incidentId = '' }) => isFloodKey(incidentId))
      .map(({ id, incidentId }) => `${id} is in ${incidentId}`),
};

/** The first notification that was counted into an incident, by which it was opened. */
type Opening = GroupedOne & { incident: Incident };

const openingsOf = ({ incidents, ledger }: Evidence): Opening[] => {
  const first = new Map<string, GroupedOne>();
  for (const group of [...ledger.groupings.values()].flat()) {
    const known = first.get(group.incidentId);
    if (!known || group.order < known.order) first.set(group.incidentId, group);
  }
  return incidents
    .filter(({ source }) => source !== undefined) // our probes open incidents that no cap applies to
    .flatMap((incident) => {
      const group = first.get(incident.incidentId);
      return group ? [{ ...group, incident }] : [];
    })
    .sort((one, other) => one.order - other.order);
};

const isOpenAt = ({ ledger }: Evidence, { incidentId }: Incident, order: number): boolean =>
  !ledger.closings.some((closing) => closing.incidentId === incidentId && closing.order < order);

/** How precisely it is listed, if its source's cap applies to it. */
const known = ({ incident }: Opening): number => familiarity(incident, ONCALL_AT_RUNTIME);
const isCounted = (opening: Opening): boolean =>
  opening.incident.endpoint !== undefined && known(opening) > 0 && known(opening) < 3;

/**
 * The cap counts what is known to be open: what was counted before a run began, and what the run opens itself.
 * Overlapping runs may each fill the same room, and what could not be read or was late must not hold back an alert,
 * so it is checked only where calls do not fail.
 */
export const capped: Check = {
  name: '2 a source opens no more incidents than its cap',
  broken: (evidence) => {
    if (evidence.rates.faulty > 0) return [];
    const openings = openingsOf(evidence).filter(isCounted);
    const wasCounted = (one: Opening, before: number): boolean =>
      evidence.ledger.counted.some(
        ({ source, invocation, order, at }) =>
          source === one.incident.source && invocation === one.invocation && order > one.order && at < before,
      );
    return openings.flatMap((opening) => {
      const { incident, invocation, order } = opening;
      const open = openings.filter(
        (one) =>
          one.order < order &&
          one.incident.source === incident.source &&
          isOpenAt(evidence, one.incident, order) &&
          (one.invocation === invocation
            ? known(one) >= known(opening) // listed ones may come after it and be written before it
            : wasCounted(one, invocation.startedAt)),
      ).length;
      const most = known(opening) === 1 ? 2 * CAP : CAP;
      return open < most
        ? []
        : [`${incident.incidentId} was opened by ${invocation.name} beside ${open} of ${incident.source}`];
    });
  },
};

/** As incidents close, invented endpoints must not take their places. */
export const sticky: Check = {
  name: '2 while a source floods, no unlisted endpoint of it has an incident of its own',
  broken: (evidence) => {
    if (evidence.rates.faulty > 0 || evidence.rates.deadly > 0) return [];
    const openings = openingsOf(evidence);
    const floods = openings.filter(({ incident }) => isFloodKey(incident.endpointKey));
    return openings
      .filter((opening) => isCounted(opening) && known(opening) === 2)
      .filter(({ incident, invocation, order }) =>
        floods.some(
          (flood) =>
            flood.incident.source === incident.source &&
            flood.at < invocation.startedAt - KNOWN_MS &&
            isOpenAt(evidence, flood.incident, order),
        ),
      )
      .map(({ incident }) => `${incident.incidentId} was opened`);
  },
};

/** An hour without a notification ends a flood. */
export const subsided: Check = {
  name: '3 a flood that is quiet is closed',
  broken: ({ incidents, history, weather }) =>
    incidents
      .filter((one) => isFloodKey(one.endpointKey) && one.state !== 'resolved' && one.lastSent?.email)
      .filter(
        (one) =>
          history.endAt - Date.parse(one.lastAt) > quietMsOf(one) + LONGEST_SWEEP_MS + 2 * weather.skewMs,
      )
      .map(({ incidentId, lastAt }) => `${incidentId} is open, and nothing was posted since ${lastAt}`),
};
