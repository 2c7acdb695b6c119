import type { IncidentAction } from '../../domain/incidents/action.ts';
import { already } from '../../domain/incidents/apply-action.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { SetPurpose } from '../../domain/incidents/incident-set.ts';
import { settledMember } from '../../domain/incidents/set-member.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { type ActedOnOne, actOnMany } from './act-on-many.ts';

/** The set that a link names: all ids, and those incidents that were found, as they are now. */
type Members = {
  purpose: SetPurpose;
  incidentIds: readonly string[];
  incidents: readonly Incident[];
  silences: ReadonlyMap<string, Silence>;
};

/**
 * A person acts on all of a set at once: on what is left, as its page shows. What is closed, acknowledged or silenced
 * already stays as it is, and the answer says so. Answers for each, in the order they were named.
 */
export const actOnLeft = async (
  run: RunContext,
  { purpose, incidentIds, incidents, silences }: Members,
  action: IncidentAction,
  actor: string,
): Promise<ActedOnOne[]> => {
  const results = new Map<string, ActedOnOne>();
  for (const incident of incidents) {
    const { incidentId, endpointKey } = incident;
    const settled = settledMember(purpose, incident, silences.get(endpointKey), run.now());
    if (settled)
      results.set(incidentId, { incidentId, ...already(settled.message), outcome: settled.outcome });
  }
  const left = incidentIds.filter((id) => !results.has(id));
  for (const result of await actOnMany(run, left, action, actor)) results.set(result.incidentId, result);
  return [...new Set(incidentIds)].flatMap((id) => results.get(id) ?? []);
};
