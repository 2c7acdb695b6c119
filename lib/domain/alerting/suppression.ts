import { classifyEndpoint, covers, type EndpointIdentity } from '../endpoints/classification.ts';
import type { Incident } from '../incidents/incident.ts';
import { isSilenced, type Silence } from '../incidents/silence.ts';
import type { Maintenance, RuntimeOncallConfig } from '../oncall/config.ts';
import { isIn, lastEnd, type Period, periodsOf } from '../oncall/time-interval.ts';

const maintains = (window: Maintenance, incident: EndpointIdentity, oncall: RuntimeOncallConfig): boolean => {
  const { urls, families } = window;
  if (!urls && !families) return true;
  if (incident.endpoint === undefined || !URL.canParse(incident.endpoint)) return false;
  return (
    (urls?.some((url) => covers(url, incident)) ?? false) ||
    (families?.includes(classifyEndpoint(incident, oncall).family) ?? false)
  );
};

/** Planned work on an endpoint around `now`, each with its reason. */
export const plannedWork = (
  incident: EndpointIdentity,
  oncall: RuntimeOncallConfig,
  now: Date,
): (Period & { reason: string })[] =>
  oncall.maintenance
    .filter((window) => maintains(window, incident, oncall))
    .flatMap((window) =>
      periodsOf(window, oncall.timeZone, now.getTime()).map((period) => ({
        ...period,
        reason: window.reason,
      })),
    );

/** Whether an incident is muted at `at`: it is silenced, or maintenance is under way. */
export const isMuted = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  at: Date,
): boolean => isSilenced(silence, incident, at) || isIn(plannedWork(incident, oncall, at), at.getTime());

/** The quiet hours around `now` in which alerts about an endpoint wait. */
export const quietHoursPeriods = (
  incident: EndpointIdentity,
  oncall: RuntimeOncallConfig,
  now: Date,
): Period[] => {
  const { quietHours, timeZone } = oncall;
  const { severity } = classifyEndpoint(incident, oncall);
  const canWait = severity !== 'critical' && quietHours?.severities.includes(severity);
  return quietHours && canWait ? periodsOf(quietHours, timeZone, now.getTime()) : [];
};

/** Whether what is due for an incident waits for the end of quiet hours. */
export const inQuietHours = (incident: Incident, oncall: RuntimeOncallConfig, now: Date): boolean =>
  isIn(quietHoursPeriods(incident, oncall, now), now.getTime());

/** When the last maintenance of an incident's endpoint ended; undefined if that was before the incident opened. */
export const maintenanceEnd = (
  incident: Incident,
  oncall: RuntimeOncallConfig,
  now: Date,
): number | undefined => {
  const end = lastEnd(plannedWork(incident, oncall, now), now.getTime());
  return end !== undefined && end > Date.parse(incident.openedAt) ? end : undefined;
};

/** When planned work on an incident's endpoint ends that ends after `since`, in ms: what still fails is announced then. */
export const maintenanceEndsAfter = (
  incident: Incident,
  oncall: RuntimeOncallConfig,
  since: number,
): number[] =>
  plannedWork(incident, oncall, new Date(since))
    .map(({ to }) => to)
    .filter((end) => end > Math.max(since, Date.parse(incident.openedAt)));

/** Since when an incident that is not suppressed has not been; undefined if it never was. */
export const unsuppressedSince = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): number | undefined => {
  const ends = [
    maintenanceEnd(incident, oncall, now),
    lastEnd(quietHoursPeriods(incident, oncall, now), now.getTime()),
    silenceEnd(silence, incident, now),
  ].filter((end) => end !== undefined);
  return ends.length > 0 ? Math.max(...ends) : undefined;
};

const MOST_HOLDS = 14;

/**
 * When `waitMs` have passed since `since` without quiet hours or maintenance, in ms, and never before `now`: each of them
 * lets the wait begin anew. Nothing if that never comes, such as a whole day between two nights.
 */
export const afterHolds = (
  incident: Incident,
  oncall: RuntimeOncallConfig,
  { since, waitMs = 0, now }: { since: number; waitMs?: number; now: Date },
): number | undefined => {
  let from = since;
  for (let holds = 0; holds < MOST_HOLDS; holds++) {
    const until = Math.max(from + waitMs, now.getTime());
    const then = new Date(until);
    const ends = [...plannedWork(incident, oncall, then), ...quietHoursPeriods(incident, oncall, then)]
      .filter((period) => period.from <= until && period.to > from)
      .map(({ to }) => to);
    if (ends.length === 0) return until;
    from = Math.max(...ends);
  }
  return undefined;
};

/** When a silence ended, as far as that is recorded: that it got worse is not. */
const silenceEnd = (silence: Silence | undefined, incident: Incident, now: Date): number | undefined => {
  if (!silence || isSilenced(silence, incident, now)) return undefined;
  const end = Date.parse(silence.endedAt ?? silence.until);
  return end <= now.getTime() ? end : undefined;
};

/**
 * The incident's escalation cycle: a new one starts at level 1 with each acknowledgement that expired, and with a
 * silence of its own that has ended.
 */
export const escalationCycle = (incident: Incident, silence: Silence | undefined, now: Date): string => {
  const expiredAcknowledgements = String(incident.expiredAcknowledgements ?? 0);
  const wasSilenced = silence?.incidentId === incident.incidentId && !isSilenced(silence, incident, now);
  return wasSilenced ? `${expiredAcknowledgements} ${silence.at}` : expiredAcknowledgements;
};
