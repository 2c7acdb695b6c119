import { decide } from '../acting.ts';
import type { Action } from '../action.ts';
import { commitAct } from '../adapters/store/commit-act.ts';
import { readIncidents } from '../adapters/store/incidents.ts';
import { readSilences } from '../adapters/store/silences.ts';
import { type Incident, incidentKeyOf } from '../incident.ts';
import { foldPending } from './close.ts';
import { ContentionError } from './fault.ts';
import { backOff, type FoldWork } from './work.ts';

const ATTEMPTS = 8;

/** What came of an action: `already` and `over` changed nothing; `said` is for whoever acted. */
export type Acted = {
  outcome: 'done' | 'already' | 'over' | 'unknown';
  incident?: Incident;
  said: string;
};

/**
 * A person acts on an incident. It is written with its line in the time-line, all or nothing; the next delivery tells
 * the others. The same action again changes nothing.
 */
export const act = async (
  work: FoldWork,
  incidentId: string,
  action: Action,
  who: string,
): Promise<Acted> => {
  const key = incidentKeyOf(incidentId);
  if (!key) return { outcome: 'unknown', said: 'There is no such incident.' };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await backOff(work, attempt);
    // What is folded after the closing opens the next number.
    if (action.kind === 'resolve' && !(await foldPending(work, key.endpointKey))) continue;
    const [incident] = await readIncidents(work.store, [key]);
    if (!incident) return { outcome: 'unknown', said: 'There is no such incident.' };
    const silence = (await readSilences(work.store, [key.endpointKey])).get(key.endpointKey);
    const { outcome, said, change } = decide(incident, silence, action, who, work.now());
    if (!change) return { outcome, said, incident };
    if (await commitAct(work.store, { incident, silence }, change))
      return { outcome, said, incident: change.incident ?? incident };
  }
  throw new ContentionError(`${incidentId}: ${ATTEMPTS} attempts to ${action.kind} it were in vain`);
};
