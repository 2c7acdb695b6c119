import { latestIncident, recentIncidents } from '../../adapters/dynamodb/incidents.ts';
import { configuredStatus } from '../../domain/endpoints/configured-monitor.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isRevoked } from '../../domain/incidents/source-revoked.ts';
import { isStillMonitored, type Monitor } from '../../domain/probing/monitor.ts';
import type { MonitorEnd } from '../../domain/probing/monitor-end.ts';
import type { RunContext } from '../runtime/run-context.ts';

const RECENT = 6;

/**
 * Why monitoring of an endpoint ends; undefined if it goes on. It lasts 30 days from the last notification (our own
 * failed probes do not renew it) and ends with the sources that brought it. Configured endpoints go on.
 */
export const monitorEnd = async (
  run: RunContext,
  { endpointKey, monitoredAt = '' }: Monitor,
): Promise<MonitorEnd | undefined> => {
  if (configuredStatus(endpointKey, run.oncall) !== undefined) return undefined;
  const now = run.now();
  if (!wasAnyRevoked(run.oncall) && monitoredAt !== '' && isStillMonitored(monitoredAt, now))
    return undefined;
  const latest = await latestIncident(run.store, endpointKey);
  const isValid = (incident: Incident): boolean => !isRevoked(incident, run.oncall);
  if (latest && latest.count > 0 && isValid(latest) && isStillMonitored(latest.lastAt, now)) return undefined;
  const reported = latest
    ? (await recentIncidents(run.store, endpointKey, RECENT)).filter(({ count }) => count > 0)
    : [];
  const at = now.toISOString();
  const valid = reported.filter(isValid);
  if (reported.length > 0 && valid.length === 0) return { why: 'revoked', at };
  const isOpen = latest !== undefined && latest.state !== 'resolved';
  const isReported = [monitoredAt, ...valid.map(({ lastAt }) => lastAt)].some(
    (time) => time !== '' && isStillMonitored(time, now),
  );
  return isOpen || isReported ? undefined : { why: 'expired', at };
};

/** Where none was, monitoring that began within 30 days goes on, and its incidents need not be read. */
const wasAnyRevoked = ({ sources }: RunContext['oncall']): boolean =>
  Object.values(sources).some(({ version }) => version > 1);
