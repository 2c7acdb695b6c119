import type { Incident } from './incident.ts';
import { isTestAlert } from './test-alert.ts';

/** From the message that it is resolved to the one that more was lost: late notifications come in several runs. */
export const LATE_GAP_MS = 5 * 60_000;

/**
 * The outage in which a notification was received, however late it is counted: the first of `recent` (latest first)
 * that had not ended by then. Undefined if all had: it begins the next one. Each test alert is an incident of its
 * own.
 */
export const outageOf = (
  recent: readonly Incident[],
  { receivedAt }: { receivedAt: string },
): Incident | undefined =>
  recent.findLast(
    (incident) => incident.state !== 'resolved' || (receivedAt <= endOf(incident) && !isTestAlert(incident)),
  );

/**
 * Whether the latest incident is enough to decide where a notification belongs; if not, earlier ones must be read.
 */
export const isDecidedBy = (latest: Incident | undefined, { receivedAt }: { receivedAt: string }): boolean =>
  !latest || latest.number === 1 || receivedAt >= latest.openedAt;

/** How many notifications were counted into an outage after its end was announced: to everybody, or to machines alone. */
export const lateSinceSent = (incident: Incident, channel: 'email' | 'machines' = 'email'): number => {
  const { state, count, lastSent } = incident;
  const last = lastSent?.[channel];
  return state === 'resolved' && last?.state === 'resolved' && !isTestAlert(incident)
    ? Math.max(0, count - last.count)
    : 0;
};

const endOf = ({ resolvedAt, lastAt }: Incident): string => resolvedAt ?? lastAt;
