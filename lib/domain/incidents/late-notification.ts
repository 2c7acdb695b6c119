import type { Incident } from './incident.ts';
import { isTestAlert } from './test-alert.ts';

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

/** How many notifications were counted into an outage after its end was announced. */
export const lateSinceSent = (incident: Incident): number => {
  const { state, count, lastSent } = incident;
  return state === 'resolved' && lastSent?.email?.state === 'resolved' && !isTestAlert(incident)
    ? Math.max(0, count - lastSent.email.count)
    : 0;
};

const endOf = ({ resolvedAt, lastAt }: Incident): string => resolvedAt ?? lastAt;
