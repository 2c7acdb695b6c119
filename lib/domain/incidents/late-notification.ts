import type { Incident } from './incident.ts';
import { isDrill } from './test-alert.ts';

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
    (incident) => incident.state !== 'resolved' || (receivedAt <= endOf(incident) && !isDrill(incident)),
  );

/**
 * Whether the latest incident is enough to decide where a notification belongs; if not, earlier ones must be read.
 */
export const isDecidedBy = (latest: Incident | undefined, { receivedAt }: { receivedAt: string }): boolean =>
  !latest || latest.number === 1 || receivedAt >= latest.openedAt;

/** How many notifications were counted into an outage after its end was announced. */
export const lateSinceTold = (incident: Incident): number => {
  const { state, count, told } = incident;
  return state === 'resolved' && told?.email?.state === 'resolved' && !isDrill(incident)
    ? Math.max(0, count - told.email.count)
    : 0;
};

const endOf = ({ resolvedAt, lastAt }: Incident): string => resolvedAt ?? lastAt;
