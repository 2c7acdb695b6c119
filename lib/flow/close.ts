import { latestIncident, saveIncident, shelve } from '../adapters/store/incidents.ts';
import { pendingOf } from '../adapters/store/notifications.ts';
import { type Incident, monthShelf } from '../incident.ts';
import type { Silence } from '../silence.ts';
import { type Happening, step } from '../step.ts';
import { isSettled } from '../telling.ts';
import { ContentionError } from './fault.ts';
import { fold } from './fold.ts';
import { backOff, type FoldWork, type Work } from './work.ts';

const PENDING_MS = 15 * 60_000;
const ATTEMPTS = 8;

/** What may close an incident. */
type Closing = Extract<Happening, { kind: 'resolved' | 'clock' }>;

/**
 * Lets an incident be closed, after what is still pending of its endpoint was folded into it: one that is folded
 * after the closing opens the next number. Answers with the incident as it is then.
 */
export const close = async (work: FoldWork, incident: Incident, closing: Closing): Promise<Incident> => {
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

/** Folds what is still pending of an endpoint, as whoever closes its incident must first. Answers whether all is folded. */
export const foldPending = async (work: FoldWork, endpointKey: string): Promise<boolean> => {
  const since = new Date(work.now().getTime() - PENDING_MS);
  const { failed } = await fold(work, await pendingOf(work.store, endpointKey, since));
  return failed.length === 0;
};

/** Takes an incident off the open shelf once it is over and nothing of it is owed. */
export const shelveIfSettled = async (
  work: Work,
  incident: Incident,
  silence: Silence | undefined,
): Promise<void> => {
  if (isSettled(incident, silence, work.oncall, work.now()))
    await shelve(work.store, incident, monthShelf(incident));
};
