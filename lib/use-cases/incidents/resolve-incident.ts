import { latestIncident, saveIncident } from '../../adapters/dynamodb/incidents.ts';
import type { Incident, IncidentRef } from '../../domain/incidents/incident.ts';
import { type Happening, step } from '../../domain/incidents/transition.ts';
import { foldPending } from '../grouping/group-notifications.ts';
import { ContentionError } from '../runtime/errors.ts';
import { backOff, type FoldWork } from '../runtime/run-context.ts';

const ATTEMPTS = 8;

/** What may close an incident. */
type Closing = Extract<Happening, { kind: 'resolved' | 'clock' | 'checked' }>;

/**
 * Lets an incident be closed, after what is still pending of its endpoint was folded into it: one that is folded
 * after the closing opens the next number. Answers with the incident as it is then.
 */
export const close = async <Known extends IncidentRef>(
  work: FoldWork,
  incident: Known,
  closing: Closing,
): Promise<Incident | Known> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (!(await foldPending(work, incident.endpointKey))) {
      await backOff(work, attempt);
      continue;
    }
    const before = await latestIncident(work.store, incident.endpointKey);
    if (!before || before.number !== incident.number) return incident; // closed long ago: there is a later one
    const after = step(before, closing, work.now());
    if (after === before || (await saveIncident(work.store, before, after))) return after;
    await backOff(work, attempt);
  }
  throw new ContentionError(`${incident.incidentId}: ${ATTEMPTS} attempts to close it were in vain`);
};
