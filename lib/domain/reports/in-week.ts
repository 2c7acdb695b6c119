import { isSourceKey } from '../endpoints/endpoint.ts';
import { isTestAlert } from '../incidents/test-alert.ts';
import type { Period } from '../oncall/time-interval.ts';
import type { WeekIncident } from './week-facts.ts';

const isIn = (time: string | undefined, { from, to }: Period): boolean =>
  time !== undefined && Date.parse(time) >= from && Date.parse(time) < to;

/** Whether an incident belongs to a week: it was open at some time of it. A test alert is none. */
export const isOfWeek = (
  one: Pick<WeekIncident, 'openedAt' | 'resolvedAt' | 'sources'>,
  { from, to }: Period,
): boolean =>
  !isTestAlert(one) &&
  Date.parse(one.openedAt) < to &&
  (one.resolvedAt === undefined || Date.parse(one.resolvedAt) >= from);

export const isOpenedIn = ({ openedAt }: Pick<WeekIncident, 'openedAt'>, week: Period): boolean =>
  isIn(openedAt, week);
export const isEndedIn = ({ resolvedAt }: Pick<WeekIncident, 'resolvedAt'>, week: Period): boolean =>
  isIn(resolvedAt, week);
export const isAcknowledgedIn = (
  { firstAcknowledgedAt }: Pick<WeekIncident, 'firstAcknowledgedAt'>,
  week: Period,
): boolean => isIn(firstAcknowledgedAt, week);

/** Whether it was still open when the week ended, or is now where the week is not over. */
export const isOpenAfter = ({ resolvedAt }: Pick<WeekIncident, 'resolvedAt'>, { to }: Period): boolean =>
  resolvedAt === undefined || Date.parse(resolvedAt) >= to;

/** For how much of the week it was down, in ms: an outage of two weeks counts in each. Unreadable posts are no outage. */
export const downMsIn = (
  { endpointKey, openedAt, resolvedAt }: Pick<WeekIncident, 'endpointKey' | 'openedAt' | 'resolvedAt'>,
  { from, to }: Period,
  now: number,
): number => {
  if (isSourceKey(endpointKey)) return 0;
  const end = resolvedAt === undefined ? now : Date.parse(resolvedAt);
  return Math.max(0, Math.min(end, to, now) - Math.max(Date.parse(openedAt), from));
};

/**
 * How many of its notifications came in the week: all, none, or nobody knows by the incident alone, since it counts them as a
 * whole.
 */
export const lostIn = (
  { count, openedAt, lastAt }: Pick<WeekIncident, 'count' | 'openedAt' | 'lastAt'>,
  { from, to }: Period,
): number | undefined => {
  if (count === 0 || Date.parse(lastAt) < from) return 0;
  return Date.parse(openedAt) >= from && Date.parse(lastAt) < to ? count : undefined;
};
