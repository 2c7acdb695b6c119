import { commitFold } from '../../adapters/dynamodb/commit-group.ts';
import { recentIncidents } from '../../adapters/dynamodb/incidents.ts';
import { configuredStatus } from '../../domain/endpoints/configured-monitor.ts';
import { patienceFor, recoveryOf } from '../../domain/incidents/auto-resolve.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { unopenedByProbe, unreportedOutage } from '../../domain/incidents/open-from-probes.ts';
import { step } from '../../domain/incidents/transition.ts';
import type { Watched } from '../../domain/probing/monitor.ts';
import type { ProvenProbe } from '../../domain/probing/proven-probe.ts';
import { close } from '../incidents/resolve-incident.ts';
import type { Work } from '../runtime/run-context.ts';
import { prove, saveProbe, saveStep } from './record-probe-result.ts';

/** Enough to know the longest quiet time. */
const OTHERS = 6;

type Seen = { watched: Watched; latest: Incident | undefined; proven: ProvenProbe };

/** What a look means for the endpoint's incident: news of it, its end, or its beginning. Answers with it, if there is one. */
export const judge = async (work: Work, seen: Seen): Promise<Incident | undefined> => {
  const { latest, watched } = seen;
  if (!latest || latest.state === 'resolved') return openBeforeFlavours(work, seen);
  const taught = await teach(work, latest, watched);
  const current = isNews(work, taught, seen) ? await saveProbe(work, taught, seen.proven) : taught;
  const others = await recentIncidents(work.store, current.endpointKey, OTHERS);
  const { history } = watched;
  const { pace } = work;
  const patience = patienceFor(current, others, work.now(), pace);
  if (!recoveryOf(current, history, patience, work.now())) return current;
  return close(work, current, { kind: 'checked', history, others, pace });
};

/** What was learned of the endpoint since its incident was probed last: then that was no failure. */
const teach = async (
  work: Work,
  incident: Incident,
  { normalStatus, history }: Watched,
): Promise<Incident> =>
  normalStatus && incident.normalStatus?.status !== normalStatus.status
    ? saveStep(work, incident, { kind: 'taught', normalStatus, history })
    : incident;

/** Each failure is, and whatever the incident does not say yet; a look that proves nothing is none. */
const isNews = (
  work: Work,
  { probe, normalStatus, endpointKey }: Incident,
  { proven: { look } }: Seen,
): boolean => {
  if (!probe) return true;
  const known = prove(work, { endpointKey, normalStatus }, probe).look;
  return (
    look.kind === 'failed' ||
    (look.kind !== 'neutral' && (look.kind !== known.kind || look.cause !== known.cause))
  );
};

const openBeforeFlavours = async (
  work: Work,
  { watched, latest, proven }: Seen,
): Promise<Incident | undefined> => {
  const { endpointKey, endpoint } = watched;
  const isConfigured = configuredStatus(endpointKey, work.oncall) !== undefined;
  const outage = unreportedOutage(watched.history, latest, isConfigured);
  if (!outage) return undefined;
  const { looks, reopenedFrom } = outage;
  const before = {
    ...unopenedByProbe(endpointKey, (latest?.number ?? 0) + 1, endpoint, looks),
    ...(reopenedFrom !== undefined && { reopenedFrom }),
  };
  const now = work.now();
  const after = step(before, { kind: 'probed', ...proven }, now);
  const { kind } = await commitFold(work.store, { previous: latest, before, after, notifications: [], now });
  return kind === 'committed' ? after : undefined; // else Flavours was faster, or the next minute will do
};
