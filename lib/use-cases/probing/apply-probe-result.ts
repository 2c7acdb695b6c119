import { commitFold } from '../../adapters/dynamodb/commit-group.ts';
import { recentIncidents } from '../../adapters/dynamodb/incidents.ts';
import { configuredStatus } from '../../domain/endpoints/configured-monitor.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { unopenedByProbe, unreportedOutage } from '../../domain/incidents/open-from-probes.ts';
import { step } from '../../domain/incidents/transition.ts';
import type { Watched } from '../../domain/probing/monitor.ts';
import type { Probe } from '../../domain/probing/probe.ts';
import type { Look } from '../../domain/probing/probe-result.ts';
import { close } from '../incidents/resolve-incident.ts';
import type { Work } from '../runtime/run-context.ts';
import { lookAt, saveProbe, saveStep } from './record-probe-result.ts';

/** Enough to know the longest quiet time. */
const OTHERS = 6;

type Seen = { watched: Watched; latest: Incident | undefined; probe: Probe; look: Look };

/** What a look means for the endpoint's incident: news of it, its end, or its beginning. Answers with it, if there is one. */
export const judge = async (work: Work, seen: Seen): Promise<Incident | undefined> => {
  const { latest, watched } = seen;
  if (!latest || latest.state === 'resolved') return openBeforeFlavours(work, seen);
  const taught = await teach(work, latest, watched);
  const current = isNews(work, taught, seen)
    ? await saveProbe(work, taught, seen.probe, watched.normalStatus)
    : taught;
  const others = await recentIncidents(work.store, current.endpointKey, OTHERS);
  const checked = { kind: 'checked', history: watched.history, others, pace: work.pace } as const;
  return step(current, checked, work.now()) === current ? current : close(work, current, checked);
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
const isNews = (work: Work, { probe, normalStatus, endpointKey }: Incident, { look }: Seen): boolean => {
  if (!probe) return true;
  const known = lookAt(work, { endpointKey, normalStatus }, probe);
  return (
    look.kind === 'failed' ||
    (look.kind !== 'neutral' && (look.kind !== known.kind || look.cause !== known.cause))
  );
};

const openBeforeFlavours = async (
  work: Work,
  { watched, latest, probe }: Seen,
): Promise<Incident | undefined> => {
  const { endpointKey, endpoint, normalStatus } = watched;
  const expectedStatus = configuredStatus(endpointKey, work.oncall);
  const outage = unreportedOutage(watched.history, latest, expectedStatus !== undefined);
  if (!outage) return undefined;
  const { looks, reopenedFrom } = outage;
  const before = {
    ...unopenedByProbe(endpointKey, (latest?.number ?? 0) + 1, endpoint, looks),
    ...(reopenedFrom !== undefined && { reopenedFrom }),
  };
  const now = work.now();
  const after = step(before, { kind: 'probed', probe, expectedStatus, normalStatus }, now);
  const { kind } = await commitFold(work.store, { previous: latest, before, after, notifications: [], now });
  return kind === 'committed' ? after : undefined; // else Flavours was faster, or the next minute will do
};
