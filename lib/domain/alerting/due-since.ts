import type { Incident } from '../incidents/incident.ts';
import type { LastSentOnChannel } from '../incidents/last-sent.ts';
import { LATE_GAP_MS } from '../incidents/late-notification.ts';
import type { Silence } from '../incidents/silence.ts';
import { unsentActions } from '../incidents/unsent-actions.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { lastHandoverAt } from '../oncall/duty-changes.ts';
import { dueAlerts } from './due-alerts.ts';
import { type Escalation, escalationOf, levelDueAt } from './escalation.ts';
import { growthDueAt, reminderDueAt } from './next-alert.ts';
import { maintenanceEnd, unsuppressedSince } from './suppression.ts';

/**
 * Since when an email has been due, or what is for machines alone; undefined if nothing is. What was suppressed is due since
 * the suppression ended; machines wait for no such end.
 */
export const dueSince = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): Date | undefined => {
  const { email, machines } = dueAlerts(incident, silence, oncall, now);
  if (machines) return new Date(endDueAt(incident, incident.lastSent?.machines));
  if (!email) return undefined;
  const free = unsuppressedSince(incident, silence, oncall, now) ?? 0;
  const escalation = escalationOf(incident, silence, oncall, now);
  return new Date(Math.max(free, withoutSuppression(incident, email, { oncall, now, escalation })));
};

const withoutSuppression = (
  incident: Incident,
  { kind, level, together }: { kind: string; level: number; together?: boolean },
  { oncall, now, escalation }: { oncall: RuntimeOncallConfig; now: Date; escalation: Escalation },
): number => {
  const lastSent = incident.lastSent?.email;
  const lastSentMs = Date.parse(lastSent?.at ?? incident.openedAt);
  switch (kind) {
    case 'opened':
    case 'escalated':
      return levelDueAt(level, escalation, oncall);
    case 'handover':
      return Math.max(lastSentMs, lastHandoverAt(oncall, level, now.getTime()));
    case 'resolved':
      return endDueAt(incident, lastSent);
    case 'changed':
      return lastSent ? growthDueAt(lastSent) : lastSentMs;
    case 'reminder':
      if (together) return maintenanceEnd(incident, oncall, now) ?? lastSentMs;
      return lastSent ? reminderDueAt(lastSent, oncall) : lastSentMs;
    default:
      return Date.parse(unsentActions(incident)[0]?.at ?? incident.openedAt);
  }
};

/** The end itself, or once more after it was sent: when late notifications are in. */
const endDueAt = ({ resolvedAt, lastAt }: Incident, lastSent: LastSentOnChannel | undefined): number =>
  lastSent?.state === 'resolved' ? Date.parse(lastSent.at) + LATE_GAP_MS : Date.parse(resolvedAt ?? lastAt);
