import { incidentKeyOf } from '../../../lib/domain/incidents/incident.ts';
import { SILENCE_MS } from '../../../lib/domain/incidents/silence.ts';
import { timeOf } from '../../../lib/domain/incidents/timeline.ts';
import type { Evidence } from '../scenario/state.ts';
import type { Check } from './check.ts';

const LEASE_MS = 12_000;
const WAKING = new Set(['opened', 'changed', 'reminder', 'escalated']);

type Incident = Evidence['incidents'][number];
/** A time in which people asked not to be alerted. `untilWorse`: it may have ended earlier, which is not recorded. */
export type Suppression = { from: number; to: number; untilWorse: boolean };

type Action = Evidence['actions'][number];
/** The place of an action among those on its incident; `at` ends with it. */
const numberOf = ({ at }: Action): number => Number(at.split('/')[1] ?? 0);

/**
 * Actions in the order in which they were taken: on one incident by number, since the clocks of two people differ; on two
 * incidents of an endpoint by time, since a silence may be ended on the page of an earlier one.
 */
const inOrder = (actions: readonly Action[]): Action[] => {
  const latest = new Map<string, number>();
  return actions
    .toSorted((one, other) => numberOf(one) - numberOf(other))
    .map((action) => {
      const time = Math.max(Date.parse(timeOf(action)), latest.get(action.incidentId) ?? 0);
      latest.set(action.incidentId, time);
      return { action, time };
    })
    .toSorted((one, other) => one.time - other.time)
    .map(({ action }) => action);
};

/** When an incident was acknowledged or its endpoint silenced, from the entries that people's actions left. */
export const suppressionsOf = ({ actions }: Pick<Evidence, 'actions'>, incidentId: string): Suppression[] => {
  const key = incidentKeyOf(incidentId)?.endpointKey;
  const silencing = inOrder(
    actions.filter(
      (recorded) =>
        (recorded.kind === 'silenced' || recorded.kind === 'unsilenced') &&
        incidentKeyOf(recorded.incidentId)?.endpointKey === key,
    ),
  );
  const silences = silencing.flatMap((recorded, index) => {
    if (recorded.kind === 'unsilenced') return [];
    const [from, until] = [Date.parse(timeOf(recorded)), Date.parse(recorded.until ?? '')];
    const next = silencing[index + 1]; // either ends it
    const to = Math.min(until, next ? Date.parse(timeOf(next)) : until);
    return [{ from, to, untilWorse: until - from >= SILENCE_MS.worse }];
  });
  const acknowledgements = actions
    .filter((recorded) => recorded.kind === 'acknowledged' && recorded.incidentId === incidentId)
    .map((recorded) => ({
      from: Date.parse(timeOf(recorded)),
      to: Date.parse(recorded.until ?? ''),
      untilWorse: false,
    }));
  return [...silences, ...acknowledgements];
};

/** Whether an alert may rightly be late, or missing, between two times. */
export const isSuppressedBetween = (
  evidence: Pick<Evidence, 'actions' | 'weather'>,
  incidentId: string,
  from: number,
  to: number,
): boolean =>
  suppressionsOf(evidence, incidentId).some(
    (suppression) =>
      suppression.from <= to + evidence.weather.skewMs && suppression.to >= from - evidence.weather.skewMs,
  );

/** Whether an incident is resolved, nobody had heard of it, and it ended under a silence: then nothing is sent. */
export const isRightlyUnsent = (
  evidence: Evidence,
  { incidentId, lastSent, resolvedAt }: Incident,
): boolean => {
  if (resolvedAt === undefined || lastSent?.email !== undefined) return false;
  const at = Date.parse(resolvedAt);
  // Not from the silence at the end of the world: another may have come after it.
  return suppressionsOf(evidence, incidentId).some(({ from, to }) => from <= at && at < to);
};

/** An acknowledgement or a silence holds: nothing wakes anybody while it lasts. */
export const holds: Check = {
  name: '3 nobody is woken by acknowledged or silenced incidents',
  broken: (evidence) =>
    evidence.ledger.publishes.flatMap(({ at, incidents, invocation }) =>
      incidents
        .filter(({ kind }) => WAKING.has(kind))
        .filter(({ incidentId }) =>
          suppressionsOf(evidence, incidentId).some(
            // What was read just before it began is sent; two clocks may be wrong in opposite directions.
            ({ from, to, untilWorse }) =>
              !untilWorse &&
              from < at - LEASE_MS - 2 * evidence.weather.skewMs &&
              to > at + 2 * evidence.weather.skewMs,
          ),
        )
        .map(
          ({ incidentId, kind }) =>
            `${incidentId} was told by ${invocation.name} as ${kind} at ${new Date(at).toISOString()}`,
        ),
    ),
};
