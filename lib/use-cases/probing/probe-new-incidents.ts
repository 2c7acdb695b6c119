import { readWatched } from '../../adapters/dynamodb/monitors.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { owed } from '../../domain/alerting/due-alerts.ts';
import { isPartlyHidden } from '../../domain/endpoints/redact-url.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Work } from '../runtime/run-context.ts';
import { saveProbe } from './record-probe-result.ts';

const AT_ONCE = 10;
/** A probe ends within 3 s by itself; what is not in by now comes with the next alert. */
const LIMIT_MS = 3_100;
/** What to look at. An incident shows its address without the values of its query: they stand with what is watched. */
const urlsOf = async (work: Work, incidents: readonly Incident[]): Promise<Map<string, string>> => {
  const shown = incidents.flatMap(({ endpointKey, endpoint }) =>
    endpoint === undefined ? [] : [{ endpointKey, endpoint }],
  );
  const hidden = shown
    .filter(({ endpoint }) => isPartlyHidden(endpoint))
    .map(({ endpointKey }) => endpointKey);
  const watched =
    hidden.length === 0
      ? []
      : await readWatched(work.store, hidden, (error) =>
          work.log.error('a watched endpoint could not be read', { error }),
        );
  return new Map(
    [...shown.filter(({ endpoint }) => !isPartlyHidden(endpoint)), ...watched].map(
      ({ endpointKey, endpoint }) => [endpointKey, endpoint],
    ),
  );
};

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
  const due = incidents.filter((incident) => !incident.probe && isOpening(incident)).slice(0, AT_ONCE);
  const urls = await urlsOf(work, due);
  const looked = due.flatMap((incident) => {
    const url = urls.get(incident.endpointKey);
    return url === undefined ? [] : [{ incident, url }];
  });
  if (looked.length === 0) return 0;
  let crashed = 0;
  const looks = looked.map(async ({ incident, url }) => {
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
