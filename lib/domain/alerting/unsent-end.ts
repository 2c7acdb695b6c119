import type { Incident } from '../incidents/incident.ts';
import { isSilenced, type Silence } from '../incidents/silence.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { isIn } from '../oncall/time-interval.ts';
import { haveMachinesHeard } from './end-for-machines.ts';
import { afterHolds, escalationCycle, plannedWork } from './suppression.ts';

/** What is due to people about the end of an incident about which nobody had been alerted; not by SMS, which wakes them. */
export const unsentEnd = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
) => {
  const dueAt = unsentEndDueAt(incident, silence, oncall);
  if (dueAt === undefined || now.getTime() < dueAt) return undefined;
  const end = {
    kind: 'resolved' as const,
    level: 1,
    cycle: escalationCycle(incident, silence, now),
    ...(haveMachinesHeard(incident) && { only: 'people' as const }),
  };
  return dueAt > endOf(incident).getTime()
    ? { ...end, reason: 'it ended during maintenance', why: 'maintenance-ended' as const, together: true }
    : { ...end, reason: 'it was over before anyone was alerted' };
};

/** Whether people are to be told of such an end once planned work is over. */
export const isSuppressedUntilSummary = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): boolean =>
  incident.lastSent?.email === undefined && now.getTime() < (unsentEndDueAt(incident, silence, oncall) ?? 0);

/**
 * From when people may be told: at once; where it ended in planned work, when that is over, in the summary of what it has
 * cost; never where somebody had silenced it, or where all of it came by a webhook URL that was revoked. Judged at the end
 * of the incident, so that the answer does not change afterwards.
 */
const unsentEndDueAt = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
): number | undefined => {
  const end = endOf(incident);
  if (incident.resolution === 'revoked' || isSilenced(silence, incident, end)) return undefined;
  return isIn(plannedWork(incident, oncall, end), end.getTime())
    ? afterHolds(incident, oncall, { since: end.getTime(), now: end })
    : end.getTime();
};

const endOf = ({ resolvedAt, lastAt }: Incident): Date => new Date(resolvedAt ?? lastAt);
