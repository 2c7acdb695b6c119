import { latestIncident, saveIncident } from '../../adapters/dynamodb/incidents.ts';
import type { Incident, IncidentRef } from '../../domain/incidents/incident.ts';
import { type IncidentEvent, transition } from '../../domain/incidents/transition.ts';
import { groupRecent } from '../grouping/group-pending.ts';
import { AGAIN, ATTEMPTS, attemptOrThrow } from '../runtime/attempts.ts';
import type { StoreContext } from '../runtime/run-context.ts';

/** What may close an incident without a person's doing. */
type Closing = Extract<IncidentEvent, { kind: 'clock' | 'checked' }>;

/** As much of an incident as is needed to find what arrived since its last failure. */
export type Closable = IncidentRef & Pick<Incident, 'lastAt'>;

/**
 * Closes an incident, after grouping what arrived since its last failure: that may speak against the end. If there is
 * too much to group, the incident stays open. Older pending notifications are counted into it after its end.
 * `closing` may depend on the incident as it is then. Returns the incident afterwards.
 */
export const close = async <Known extends Closable>(
  run: StoreContext,
  incident: Known,
  closing: Closing | ((current: Incident) => Closing),
): Promise<Incident | Known> => {
  return attemptOrThrow(run, ATTEMPTS.closing, `${incident.incidentId}: closing`, async () => {
    const left = await groupRecent(run, incident);
    if (left === 'failed') return AGAIN;
    const before = await latestIncident(run.store, incident.endpointKey);
    if (!before || before.number !== incident.number) return incident; // closed earlier: there is a later incident
    if (left === 'some') return before;
    const event = typeof closing === 'function' ? closing(before) : closing;
    const after = transition(before, event, run.now());
    return after === before || (await saveIncident(run.store, before, after)) ? after : AGAIN;
  });
};
