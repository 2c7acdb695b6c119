import type { DueAlerts } from '../../domain/alerting/due-alert.ts';
import { dueAlerts } from '../../domain/alerting/due-alerts.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { type RunContext, silencesOf } from '../runtime/run-context.ts';

/** An incident as it was read, with the silence of its endpoint, and what is due of the two. */
export type DueIncident = { incident: Incident; silence: Silence | undefined; due: DueAlerts };

/** Incidents with what is due of each, in their order; worked out once, and handed on to whoever asks. */
export const withDue = async (run: RunContext, incidents: readonly Incident[]): Promise<DueIncident[]> => {
  if (incidents.length === 0) return [];
  const silences = await silencesOf(
    run,
    incidents.map(({ endpointKey }) => endpointKey),
  );
  return incidents.map((incident) => {
    const silence = silences.get(incident.endpointKey);
    return { incident, silence, due: dueAlerts(incident, silence, run.oncall, run.now()) };
  });
};
