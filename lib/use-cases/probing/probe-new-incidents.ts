import { readMonitors } from '../../adapters/dynamodb/monitors.ts';
import { classifyEndpoint } from '../../domain/endpoints/classification.ts';
import { namedBy } from '../../domain/endpoints/configured-monitor.ts';
import { isPartlyHidden } from '../../domain/endpoints/redact-url.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { RuntimeOncallConfig } from '../../domain/oncall/config.ts';
import { Severity } from '../../domain/oncall/severity.ts';
import type { Monitor } from '../../domain/probing/monitor.ts';
import type { DueIncident } from '../alerting/due-incident.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { within } from '../runtime/within.ts';
import { prove, saveProbe } from './record-probe-result.ts';

const AT_ONCE = 10;
/** A probe ends within 3 s; what is not in by then comes with the next alert. */
const LIMIT_MS = 3_100;

/**
 * Probes the endpoints of incidents that people are about to hear about for the first time, so that the alert can say
 * what our own probe found. Never takes longer than `LIMIT_MS`: the alert does not wait. Returns how many probes
 * broke through a bug of ours; none of them holds the alert back.
 */
export const probeOpened = async (run: RunContext, candidates: readonly DueIncident[]): Promise<number> => {
  const { prober } = run;
  if (!prober) return 0;
  const due = candidates
    .filter((one) => one.due.email?.kind === 'opened')
    .map(({ incident }) => incident)
    .filter(({ probe, endpoint }) => !probe && endpoint !== undefined)
    .toSorted((a, b) => rankOf(a, run.oncall) - rankOf(b, run.oncall))
    .slice(0, AT_ONCE);
  if (due.length === 0) return 0;
  const monitors = await monitorsOf(run, due);
  let crashed = 0;
  const results = due.map(async (incident) => {
    const monitor = monitors.get(incident.endpointKey);
    const url = monitor?.endpoint ?? shownWhole(incident);
    if (url === undefined) return;
    try {
      const { endpointKey } = incident;
      const known = { endpointKey, normalStatus: monitor?.normalStatus };
      await saveProbe(run, incident, prove(run, known, await prober(url)));
    } catch (error) {
      crashed += 1;
      const { incidentId, endpointKey } = incident;
      run.log.error('an endpoint could not be probed', { incidentId, endpointKey, error });
    }
  });
  await within(LIMIT_MS, Promise.all(results));
  return crashed;
};

/** If there are too many to probe before the alert, configured endpoints go first, then critical ones. */
const rankOf = (incident: Incident, oncall: RuntimeOncallConfig): number => {
  const isNamed = namedBy(incident, oncall) === 'exactly';
  return (isNamed ? 0 : 10) + Severity.options.indexOf(classifyEndpoint(incident, oncall).severity);
};

/** An incident has its URL without the values of the query, so the URL alone may not be enough to probe it. */
const shownWhole = ({ endpoint }: Incident): string | undefined =>
  endpoint === undefined || isPartlyHidden(endpoint) ? undefined : endpoint;

/** The full URLs of these endpoints, and their normal statuses. Without them an alert only says less. */
const monitorsOf = async (
  run: RunContext,
  incidents: readonly Incident[],
): Promise<ReadonlyMap<string, Monitor>> => {
  try {
    const keys = incidents.map(({ endpointKey }) => endpointKey);
    const monitors = await readMonitors(run.store, keys, (error) =>
      run.log.error('a monitor could not be read', { error }),
    );
    return new Map(monitors.map((monitor) => [monitor.endpointKey, monitor]));
  } catch (error) {
    run.log.error('the monitors of new incidents could not be read', { error });
    return new Map();
  }
};
