import { commitFold } from '../../adapters/dynamodb/commit-group.ts';
import { recentIncidents } from '../../adapters/dynamodb/incidents.ts';
import { expectedStatusOf } from '../../domain/endpoints/configured-monitor.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { failedInARow, unopenedByProbe } from '../../domain/incidents/open-from-probes.ts';
import { step } from '../../domain/incidents/transition.ts';
import type { Watched } from '../../domain/probing/monitor.ts';
import type { Probe } from '../../domain/probing/probe.ts';
import { type Look, lookOf } from '../../domain/probing/probe-result.ts';
import { close } from '../incidents/resolve-incident.ts';
import type { Work } from '../runtime/run-context.ts';
import { saveProbe } from './record-probe-result.ts';

/** Enough to know the longest quiet time. */
const OTHERS = 6;

type Seen = { watched: Watched; latest: Incident | undefined; probe: Probe; look: Look };

/** What a look means for the endpoint's incident: news of it, its end, or its beginning. Answers with it, if there is one. */
export const judge = async (work: Work, seen: Seen): Promise<Incident | undefined> => {
  const { latest, watched } = seen;
  if (!latest || latest.state === 'resolved') return openBeforeFlavours(work, seen);
  const current = isNews(work, latest, seen) ? await saveProbe(work, latest, seen.probe) : latest;
  const others = await recentIncidents(work.store, current.endpointKey, OTHERS);
  const checked = { kind: 'checked', history: watched.history, others, pace: work.pace } as const;
  return step(current, checked, work.now()) === current ? current : close(work, current, checked);
};

/** Each failure is, and whatever the incident does not say yet; a look that proves nothing is none. */
const isNews = (work: Work, { probe, endpointKey }: Incident, { look }: Seen): boolean => {
  if (!probe) return true;
  const known = lookOf(probe, expectedStatusOf(endpointKey, work.oncall));
  return (
    look.kind === 'failed' ||
    (look.kind !== 'neutral' && (look.kind !== known.kind || look.cause !== known.cause))
  );
};

const openBeforeFlavours = async (
  work: Work,
  { watched, latest, probe }: Seen,
): Promise<Incident | undefined> => {
  const failed = failedInARow(watched.history, latest?.resolvedAt);
  if (!failed) return undefined;
  const { endpointKey, endpoint } = watched;
  const before = unopenedByProbe(endpointKey, (latest?.number ?? 0) + 1, endpoint, failed);
  const expectedStatus = expectedStatusOf(endpointKey, work.oncall);
  const now = work.now();
  const after = step(before, { kind: 'probed', probe, expectedStatus }, now);
  const { kind } = await commitFold(work.store, { previous: latest, before, after, notifications: [], now });
  return kind === 'committed' ? after : undefined; // else Flavours was faster, or the next minute will do
};
