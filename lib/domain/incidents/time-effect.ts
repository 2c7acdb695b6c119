import { endedByTime, type Passing } from './ended-by-time.ts';
import type { Incident, Resolution } from './incident.ts';

/** What the passing of time alone does to an incident that is not over. */
export type TimeEffect = { kind: 'ends'; resolution: Resolution } | { kind: 'acknowledgement-expires' };

/** Nothing where it stays as it is. An end comes before the end of an acknowledgement. */
export const effectOfTime = (incident: Incident, passing: Passing, now: Date): TimeEffect | undefined => {
  if (incident.state === 'resolved') return undefined;
  const resolution = endedByTime(incident, passing, now);
  if (resolution) return { kind: 'ends', resolution };
  return isAcknowledgementOver(incident, now) ? { kind: 'acknowledgement-expires' } : undefined;
};

/** Whether somebody acknowledged it, and the time for that is over. */
export const isAcknowledgementOver = (
  { state, acknowledgedUntil, openedAt }: Pick<Incident, 'state' | 'acknowledgedUntil' | 'openedAt'>,
  now: Date,
): boolean => state === 'acknowledged' && now.getTime() >= Date.parse(acknowledgedUntil ?? openedAt);
