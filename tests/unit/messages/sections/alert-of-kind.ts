import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import type { AlertKind } from '../../../../lib/domain/incidents/last-sent.ts';
import { incident } from '../fixtures.ts';

/** An alert of a kind about an incident as fixtures have it, for a level if one is given. */
export const alert = (kind: AlertKind, over: Partial<Incident> = {}, level?: number) => ({
  kind,
  reason: '',
  incident: incident(over),
  ...(level !== undefined && { level }),
});
