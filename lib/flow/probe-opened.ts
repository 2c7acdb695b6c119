import { readIncidents, saveIncident } from '../adapters/store/incidents.ts';
import { readSilences } from '../adapters/store/silences.ts';
import type { Incident } from '../incident.ts';
import { expectedStatusOf } from '../named-endpoint.ts';
import { owed } from '../owed.ts';
import type { Probe } from '../probe.ts';
import { step } from '../step.ts';
import { backOff, type Work } from './work.ts';

const AT_ONCE = 10;
/** A probe ends within 3 s by itself; what is not in by now comes with the next alert. */
const LIMIT_MS = 3_100;
const ATTEMPTS = 4;

/**
 * Looks at the endpoints of incidents that people are about to hear of for the first time, so that the alert can say
 * what our own probe found. Never throws, and never takes longer than `LIMIT_MS`: the alert does not wait for it.
 */
export const probeOpened = async (work: Work, incidents: readonly Incident[]): Promise<void> => {
  const { eye } = work;
  if (!eye || incidents.length === 0) return;
  const silences = await readSilences(
    work.store,
    incidents.map(({ endpointKey }) => endpointKey),
  );
  const isOpening = (incident: Incident): boolean =>
    owed(incident, silences.get(incident.endpointKey), work.oncall, work.now()).email?.kind === 'opened';
  const due = incidents
    .filter((incident) => !incident.probe && isOpening(incident))
    .flatMap((incident) => (incident.endpoint === undefined ? [] : [{ incident, url: incident.endpoint }]))
    .slice(0, AT_ONCE);
  if (due.length === 0) return;
  const looks = due.map(async ({ incident, url }) => {
    try {
      await saveProbe(work, incident, await eye(url));
    } catch (error) {
      work.log.error('an endpoint could not be probed', { incidentId: incident.incidentId, error });
    }
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LIMIT_MS);
  });
  await Promise.race([Promise.all(looks), late]);
  clearTimeout(timer);
};

/** Writes a probe down on its incident, unless that is over by now. Answers with the incident as it is then. */
export const saveProbe = async (work: Work, incident: Incident, probe: Probe): Promise<Incident> => {
  let before = incident;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const expectedStatus = incident.endpoint && expectedStatusOf(incident.endpoint, work.oncall);
    const after = step(
      before,
      { kind: 'probed', probe, ...(expectedStatus && { expectedStatus }) },
      work.now(),
    );
    if (after === before || (await saveIncident(work.store, before, after))) return after;
    await backOff(work, attempt);
    const [current] = await readIncidents(work.store, [before]);
    if (!current) return before;
    before = current;
  }
  work.log.warn('a probe could not be saved: others were faster', { incidentId: incident.incidentId });
  return before;
};
