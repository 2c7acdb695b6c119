import type { Incident } from '../../domain/incidents/incident.ts';

/** Where things are in the console. */
export const incidentPath = (incidentId: string): string =>
  `/console/incidents/${encodeURIComponent(incidentId)}`;
export const endpointPath = (endpointKey: string): string =>
  `/console/endpoints/${encodeURIComponent(endpointKey)}`;
export const reportPath = (week: string): string => `/console/reports/${week}`;
export const DUTY_PATH = '/console/duty';
export const pathOf = (incident: Incident): string => incidentPath(incident.incidentId);

/** A query without what is not set. */
export const queryOf = (parameters: Record<string, string | number | undefined>): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  return query.size === 0 ? '' : `?${query}`;
};
