import { incidentKeyOf } from '../../../lib/domain/incidents/incident.ts';
import { SILENCE_MS } from '../../../lib/domain/incidents/silence.ts';
import { timeOf } from '../../../lib/domain/incidents/timeline.ts';
import type { Evidence } from '../scenario/state.ts';
import type { Check } from './check.ts';

const LEASE_MS = 12_000;
const WAKING = new Set(['opened', 'changed', 'reminder', 'escalated']);

type Incident = Evidence['incidents'][number];
/** A time in which people asked not to be alerted. `untilWorse`: it may have ended earlier, which is not recorded. */
export type Hold = { from: number; to: number; untilWorse: boolean };

/** When an incident was acknowledged or its endpoint silenced, from the entries that people's actions left. */
export const holdsOf = ({ acts }: Pick<Evidence, 'acts'>, incidentId: string): Hold[] => {
  const key = incidentKeyOf(incidentId)?.endpointKey;
  const silencing = acts.filter(
    (act) =>
      (act.kind === 'silenced' || act.kind === 'unsilenced') &&
      incidentKeyOf(act.incidentId)?.endpointKey === key,
  );
  const silences = silencing.flatMap((act, index) => {
    if (act.kind === 'unsilenced') return [];
    const [from, until] = [Date.parse(timeOf(act)), Date.parse(act.until ?? '')];
    const next = silencing[index + 1]; // either ends it
    const to = Math.min(until, next ? Date.parse(timeOf(next)) : until);
    return [{ from, to, untilWorse: until - from >= SILENCE_MS.worse }];
  });
  const acknowledgements = acts
    .filter((act) => act.kind === 'acknowledged' && act.incidentId === incidentId)
    .map((act) => ({
      from: Date.parse(timeOf(act)),
      to: Date.parse(act.until ?? ''),
      untilWorse: false,
    }));
  return [...silences, ...acknowledgements];
};

/** Whether an alert may rightly be late, or missing, between two times. */
export const isHeldBetween = (
  evidence: Pick<Evidence, 'acts' | 'weather'>,
  incidentId: string,
  from: number,
  to: number,
): boolean =>
  holdsOf(evidence, incidentId).some(
    (hold) => hold.from <= to + evidence.weather.skewMs && hold.to >= from - evidence.weather.skewMs,
  );

/** Whether an incident is resolved, nobody had heard of it, and it ended under a silence: then nothing is sent. */
export const isRightlyUntold = (evidence: Evidence, { incidentId, told, resolvedAt }: Incident): boolean => {
  if (resolvedAt === undefined || told?.email !== undefined) return false;
  const at = Date.parse(resolvedAt);
  // Not from the silence at the end of the world: another may have come after it.
  return holdsOf(evidence, incidentId).some(({ from, to }) => from <= at && at < to);
};

/** An acknowledgement or a silence holds: nothing wakes anybody while it lasts. */
export const holds: Check = {
  name: '3 nobody is woken by what is acknowledged or silenced',
  broken: (evidence) =>
    evidence.ledger.publishes.flatMap(({ at, said, invocation }) =>
      said
        .filter(({ kind }) => WAKING.has(kind))
        .filter(({ incidentId }) =>
          holdsOf(evidence, incidentId).some(
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
