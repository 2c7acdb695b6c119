import { readWatched } from '../../adapters/dynamodb/monitors.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { owed } from '../../domain/alerting/due-alerts.ts';
import { describeEndpoint } from '../../domain/endpoints/classification.ts';
import { namedBy } from '../../domain/endpoints/configured-monitor.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { type OncallAtRuntime, Severity } from '../../domain/oncall/config.ts';
import type { NormalStatus } from '../../domain/probing/normal-status.ts';
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
    .toSorted((a, b) => rankOf(a.incident, work.oncall) - rankOf(b.incident, work.oncall))
    .slice(0, AT_ONCE);
  if (due.length === 0) return 0;
  const normal = await normalStatuses(
    work,
    due.map(({ incident }) => incident.endpointKey),
  );
  let crashed = 0;
  const looks = due.map(async ({ incident, url }) => {
    try {
      await saveProbe(work, incident, await eye(url), normal.get(incident.endpointKey));
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

/** Of more than can be probed before the alert, what a team has configured goes first, then what is critical. */
const rankOf = ({ endpointKey, endpoint }: Incident, oncall: OncallAtRuntime): number => {
  const isNamed = namedBy({ endpointKey, endpoint }, oncall) === 'exactly';
  return (isNamed ? 0 : 10) + Severity.options.indexOf(describeEndpoint(endpoint, oncall).severity);
};

/** What these endpoints always answer. Without it an alert only says less. */
const normalStatuses = async (
  work: Work,
  endpointKeys: readonly string[],
): Promise<ReadonlyMap<string, NormalStatus>> => {
  const known = new Map<string, NormalStatus>();
  try {
    for (const { endpointKey, normalStatus } of await readWatched(work.store, endpointKeys, () => undefined))
      if (normalStatus) known.set(endpointKey, normalStatus);
  } catch (error) {
    work.log.error('what endpoints always answer could not be read', { error });
  }
  return known;
};
