import { readSilences } from '../../adapters/dynamodb/silences.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import { incidentNow } from '../../domain/api/attention-json.ts';
import type { ApiIncident } from '../../domain/api/schemas.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { View } from '../view/view.ts';

/** How the API shows some incidents as they stand: with the silences of those that are not over, read at once. */
export const shapesOf = async (
  store: Store,
  incidents: readonly Incident[],
  view: View,
): Promise<(incident: Incident) => ApiIncident> => {
  const silences = await readSilences(
    store,
    incidents.filter(({ state }) => state !== 'resolved').map(({ endpointKey }) => endpointKey),
  );
  return (incident) => incidentNow(incident, silences.get(incident.endpointKey), view);
};
