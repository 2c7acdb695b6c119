import { commitGroup } from '../../adapters/dynamodb/commit-group.ts';
import { recentIncidents } from '../../adapters/dynamodb/incidents.ts';
import { configuredStatus } from '../../domain/endpoints/configured-monitor.ts';
import { detectRecovery, recoveryThresholds } from '../../domain/incidents/auto-resolve.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { newFromProbes, unreportedOutage } from '../../domain/incidents/open-from-probes.ts';
import { transition } from '../../domain/incidents/transition.ts';
import type { Monitor } from '../../domain/probing/monitor.ts';
import type { ProvenProbe } from '../../domain/probing/proven-probe.ts';
import { close } from '../incidents/resolve-incident.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { prove, saveProbe, saveStep } from './record-probe-result.ts';

/** Enough to know the longest quiet time. */
const OTHERS = 6;

type Seen = { monitored: Monitor; latest: Incident | undefined; proven: ProvenProbe };

/**
 * Applies a probe result to the endpoint's incident: news, its end, or its beginning. Returns the incident, if there
 * is one.
 */
export const applyProbeResult = async (run: RunContext, seen: Seen): Promise<Incident | undefined> => {
  const { latest, monitored } = seen;
  if (!latest || latest.state === 'resolved') return openBeforeFlavours(run, seen);
  const taught = await teach(run, latest, monitored);
  const current = isNews(run, taught, seen) ? await saveProbe(run, taught, seen.proven) : taught;
  const { history } = monitored;
  const { pace } = run;
  // Earlier incidents only make it wait longer, so they are read where it would be over without them.
  const least = recoveryThresholds(current, [], run.now(), pace);
  if (!detectRecovery(current, history, least, run.now())) return current;
  const others = await recentIncidents(run.store, current.endpointKey, OTHERS);
  const patience = recoveryThresholds(current, others, run.now(), pace);
  if (!detectRecovery(current, history, patience, run.now())) return current;
  return close(run, current, { kind: 'checked', history, others, pace });
};

/** If a normal status was learned since the incident was last probed, what looked like a failure was none. */
const teach = async (
  run: RunContext,
  incident: Incident,
  { normalStatus, history }: Monitor,
): Promise<Incident> =>
  normalStatus && incident.normalStatus?.status !== normalStatus.status
    ? saveStep(run, incident, { kind: 'taught', normalStatus, history })
    : incident;

/**
 * Whether the result is news: each failure is, and whatever the incident does not say yet. A result that proves
 * nothing is not.
 */
const isNews = (
  run: RunContext,
  { probe, normalStatus, endpointKey }: Incident,
  { proven: { result } }: Seen,
): boolean => {
  if (!probe) return true;
  const known = prove(run, { endpointKey, normalStatus }, probe).result;
  return (
    result.kind === 'down' ||
    (result.kind !== 'unknown' && (result.kind !== known.kind || result.cause !== known.cause))
  );
};

const openBeforeFlavours = async (
  run: RunContext,
  { monitored, latest, proven }: Seen,
): Promise<Incident | undefined> => {
  const { endpointKey, endpoint } = monitored;
  const isConfigured = configuredStatus(endpointKey, run.oncall) !== undefined;
  const outage = unreportedOutage(monitored.history, latest, isConfigured);
  if (!outage) return undefined;
  const { results, reopenedFrom } = outage;
  const before = {
    ...newFromProbes(endpointKey, (latest?.number ?? 0) + 1, endpoint, results),
    ...(reopenedFrom !== undefined && { reopenedFrom }),
  };
  const now = run.now();
  const after = transition(before, { kind: 'probed', ...proven }, now);
  const { kind } = await commitGroup(run.store, { previous: latest, before, after, notifications: [], now });
  return kind === 'committed' ? after : undefined; // otherwise Flavours was faster, or the next minute will do it
};
