import type { Incident } from './incident.ts';
import { isUnreadable, isUnreported } from './incident-kind.ts';
import { incidentStory } from './story.ts';
import { isTestAlert } from './test-alert.ts';

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** One notification stands for three failed tries of at least one event; whether Flavours tries again is not documented. */
export const lost = (incident: Incident): string => {
  if (isTestAlert(incident)) return 'no event lost';
  if (isUnreadable(incident)) return plural(incident.count, 'post');
  if (!isUnreported(incident)) return `at least ${plural(incident.count, 'event')} lost`;
  return incident.state === 'resolved' ? 'no lost event reported' : 'no lost event reported yet';
};

/** The same where each character counts: "3+ lost". */
export const lostShort = (incident: Incident): string => {
  if (isTestAlert(incident)) return 'nothing lost';
  if (isUnreadable(incident)) return plural(incident.count, 'post');
  if (!isUnreported(incident)) return `${incident.count}+ lost`;
  return incident.state === 'resolved' ? 'no loss reported' : 'not reported yet';
};

/** How many events at least were lost in many incidents; posts that could not be read and tests are none. */
export const lostCount = (incidents: readonly Incident[]): number =>
  incidents
    .filter((incident) => !isUnreadable(incident) && !isTestAlert(incident))
    .reduce((sum, { count }) => sum + count, 0);

/** Cause and loss, as short as a list needs them. */
export const summaryOf = (incident: Incident): string => {
  const { short, status, verdict } = incidentStory(incident);
  if (isTestAlert(incident)) return 'A test alert: nothing is broken, and nothing is lost.';
  const witness = verdict === undefined ? '' : ` ${verdict.short}.`;
  return `${short.charAt(0).toUpperCase()}${short.slice(1)}${status}: ${lost(incident)}.${witness}`;
};
