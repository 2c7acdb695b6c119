import { recentIncidents } from '../../adapters/dynamodb/incidents.ts';
import { configuredStatus } from '../../domain/endpoints/configured-monitor.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isRevoked } from '../../domain/incidents/source-revoked.ts';
import { isStillWatched, type Watched } from '../../domain/probing/monitor.ts';
import type { MonitorEnd } from '../../domain/probing/monitor-end.ts';
import type { Work } from '../runtime/run-context.ts';

const RECENT = 6;

/**
 * Why monitoring of an endpoint ends; undefined if it goes on. It lasts 30 days from the last notification (our own
 * failed probes do not renew it) and ends with the sources that brought it. Configured endpoints go on.
 */
export const monitorEnd = async (
  work: Work,
  { endpointKey, watchedAt = '' }: Watched,
  latest: Incident | undefined,
): Promise<MonitorEnd | undefined> => {
  if (configuredStatus(endpointKey, work.oncall) !== undefined) return undefined;
  const now = work.now();
  const isValid = (incident: Incident): boolean => !isRevoked(incident, work.oncall);
  if (latest && latest.count > 0 && isValid(latest) && isStillWatched(latest.lastAt, now)) return undefined;
  const reported = latest
    ? (await recentIncidents(work.store, endpointKey, RECENT)).filter(({ count }) => count > 0)
    : [];
  const at = now.toISOString();
  const valid = reported.filter(isValid);
  if (reported.length > 0 && valid.length === 0) return { why: 'revoked', at };
  const isOpen = latest !== undefined && latest.state !== 'resolved';
  const isReported = [watchedAt, ...valid.map(({ lastAt }) => lastAt)].some(
    (time) => time !== '' && isStillWatched(time, now),
  );
  return isOpen || isReported ? undefined : { why: 'expired', at };
};
