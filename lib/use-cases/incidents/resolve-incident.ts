import { latestIncident, saveIncident } from '../../adapters/dynamodb/incidents.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { type Happening, step } from '../../domain/incidents/transition.ts';
import { foldRecent } from '../grouping/group-pending.ts';
import { ContentionError } from '../runtime/errors.ts';
import { backOff, type FoldWork } from '../runtime/run-context.ts';

const ATTEMPTS = 8;

/** What may close an incident. */
type Closing = Extract<Happening, { kind: 'resolved' | 'clock' | 'checked' }>;

/**
 * Lets an incident be closed, after what came since it last failed was folded into it: that may speak against the end.
 * Where that is too much to fold it stays as it is. What is older and still pending is counted into it after its end.
 * Answers with the incident as it is then.
 */
export const close = async (work: FoldWork, incident: Incident, closing: Closing): Promise<Incident> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const left = await foldRecent(work, incident);
    if (left === 'failed') {
      await backOff(work, attempt);
      continue;
    }
    const before = await latestIncident(work.store, incident.endpointKey);
    if (!before || before.number !== incident.number) return incident; // closed long ago: there is a later one
    if (left === 'some') return before;
    const after = step(before, closing, work.now());
    if (after === before || (await saveIncident(work.store, before, after))) return after;
    await backOff(work, attempt);
  }
  throw new ContentionError(`${incident.incidentId}: ${ATTEMPTS} attempts to close it were in vain`);
};
