import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { owed } from '../../domain/alerting/due-alerts.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Work } from '../runtime/run-context.ts';
import { saveProbe } from './record-probe-result.ts';

const AT_ONCE = 10;
/** A probe ends within 3 s by itself; what is not in by now comes with the next alert. */
const LIMIT_MS = 3_100;
/**
 * Looks at the endpoints of incidents that people are about to hear of for the first time, so that the alert can say
 * what our own probe found. Never takes longer than `LIMIT_MS`: the alert does not wait for it. Answers with how many looks broke by a mistake
 * of ours; none of them keeps the alert back.
 */
export const probeOpened = async (work: Work, incidents: readonly Incident[]): Promise<number> => {
  const { eye } = work;
  if (!eye || incidents.length === 0) return 0;
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
  if (due.length === 0) return 0;
  let crashed = 0;
  const looks = due.map(async ({ incident, url }) => {
    try {
      await saveProbe(work, incident, await eye(url));
    } catch (error) {
      crashed += 1;
      const { incidentId, endpointKey } = incident;
      work.log.error('an endpoint could not be probed', { incidentId, endpointKey, error });
    }
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LIMIT_MS);
  });
  await Promise.race([Promise.all(looks), late]);
  clearTimeout(timer);
  return crashed;
};
