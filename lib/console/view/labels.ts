import { type Attention, attentionOf } from '../../domain/alerting/held-back.ts';
import type { Incident, Resolution } from '../../domain/incidents/incident.ts';
import { isSilenced, type Silence } from '../../domain/incidents/silence.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { described, isClosedWhileFailing, isUnreadable } from '../../messages/sections/phrases.ts';
import { shownText } from '../../messages/text/plain-text.ts';
import { duration } from '../../messages/text/time.ts';
import type { View } from './view.ts';

/** The name of an incident; a source that posts what we cannot read is called by its own name. */
export const nameOf = (incident: Incident, { oncall }: View): string => {
  if (isTestAlert(incident)) return 'Test alert';
  return isUnreadable(incident)
    ? `Posts of ${clean(Object.keys(incident.sources).join(', ')) || 'an unknown source'}`
    : described(incident, oncall).name;
};

/** The incident in one sentence. */
export const headlineOf = (incident: Incident, view: View): string => {
  const name = nameOf(incident, view);
  if (isTestAlert(incident)) return `${name}: nothing is broken`;
  const since = duration(view.now - Date.parse(incident.openedAt));
  const lasted = duration(Date.parse(incident.resolvedAt ?? incident.lastAt) - Date.parse(incident.openedAt));
  if (isUnreadable(incident))
    return incident.state === 'resolved' ? `${name} could not be read` : `${name} cannot be read`;
  return incident.state === 'resolved'
    ? `${name} was failing for ${lasted}`
    : `${name} has been failing for ${since}`;
};

export { summaryOf } from '../../domain/incidents/loss-words.ts';

const STATES = { open: 'Open', acknowledged: 'Acknowledged', resolved: 'Resolved' } as const;

const ENDS: Partial<Record<Resolution, string>> = {
  quiet: 'Closed, unverified',
  expired: 'Closed, unverified',
  stopped: 'Monitoring stopped',
  revoked: 'Source revoked',
};

/** Whether it ended although neither a person nor a probe saw it work. */
export const isUnverified = (incident: Incident): boolean =>
  isClosedWhileFailing(incident) ||
  (incident.resolution !== undefined && ENDS[incident.resolution] !== undefined);

/** Whether it needs somebody now, or who or what has taken that off people. */
export const attentionIn = (
  incident: Incident,
  silence: Silence | undefined,
  { oncall, now }: View,
): Attention => attentionOf(incident, silence, oncall, new Date(now));

/** Its state in people's words: one that nobody checked is closed, but not "resolved". */
export const stateOf = (incident: Incident, silence: Silence | undefined, view: View): string => {
  switch (attentionIn(incident, silence, view)) {
    case 'test':
      return incident.state === 'resolved' ? 'Test, over' : 'Test';
    case 'muted':
      return isSilenced(silence, incident, new Date(view.now)) ? 'Silenced' : 'In maintenance';
    case 'waits':
      return 'Waits';
    case 'acknowledged':
      return STATES.acknowledged;
    case 'needs-somebody':
      return STATES.open;
    default:
      return isClosedWhileFailing(incident)
        ? 'Closed, our probe still fails'
        : ((incident.resolution && ENDS[incident.resolution]) ?? STATES[incident.state]);
  }
};

export const severityOf = (incident: Incident, { oncall }: View) => described(incident, oncall).severity;

export { shownText };

/** How many there are, or that there are more than were counted. */
export const countWords = ({ count, isWhole }: { count: number; isWhole: boolean }): string =>
  isWhole ? String(count) : `${count} or more`;
