import type { WhyAgain } from '../alerting/due-alert.ts';
import type { Incident } from '../incidents/incident.ts';
import { type AlertKind, RecordedActionKind } from '../incidents/last-sent.ts';
import { isTestAlert } from '../incidents/test-alert.ts';
import type { Delivered, Due } from './delivered.ts';

/** What an integration is told about an incident. */
export type News = { kind: AlertKind; reason: string; why?: WhyAgain; level: number };

/**
 * What has to be posted about an incident as it is now, given what was last posted; nothing where that says it all. A late
 * or repeated alert finds its news told: it never goes back to an earlier state.
 */
export const newsOf = (incident: Incident, delivered: Delivered | undefined, due: Due): News | undefined => {
  const news = (kind: AlertKind, why?: WhyAgain): News => ({
    kind,
    reason: due.kind === kind && due.reason !== '' ? due.reason : kind,
    level: levelOf(delivered, due),
    ...(why && { why }),
  });
  const isLater = !delivered || due.at > delivered.alertAt;
  if (isTestAlert(incident)) return delivered ? undefined : news('test');
  if (incident.state === 'resolved')
    return delivered?.state === 'resolved' && incident.count <= delivered.count
      ? undefined
      : news('resolved');
  if (!delivered) return news(incident.state === 'acknowledged' ? 'acknowledged' : 'opened');
  if (incident.state === 'acknowledged' && delivered.state !== 'acknowledged') return news('acknowledged');
  const action = (incident.recentActions ?? []).filter(({ number }) => number > delivered.lastAction).at(-1);
  if (!isLater) return undefined;
  if (due.kind === 'escalated') return news('escalated', whyEscalated(incident, delivered, due));
  if (due.kind === 'reminder') return news('reminder');
  if (action) return news(action.kind);
  const isRecorded = RecordedActionKind.safeParse(due.kind).success;
  const hasChanged = incident.count > delivered.count || incident.cause !== delivered.cause;
  return hasChanged && !isRecorded ? news('changed') : undefined;
};

/** A digest does not say up to which level each of its members was sent: an escalation is one further. */
const levelOf = (delivered: Delivered | undefined, { kind, level }: Due): number =>
  level ?? Math.max(1, (delivered?.level ?? 0) + (delivered && kind === 'escalated' ? 1 : 0));

const whyEscalated = (incident: Incident, delivered: Delivered, due: Due): WhyAgain => {
  if ((incident.expiredAcknowledgements ?? 0) > delivered.expiredAcknowledgements)
    return 'acknowledgement-ended';
  return levelOf(delivered, due) > delivered.level ? 'unacknowledged' : 'still-fails';
};

/** The incident as this integration knows it: what it was last sent is what was posted to it, and not what email said. */
export const asKnownTo = (incident: Incident, delivered: Delivered | undefined): Incident => {
  const { lastSent: _, ...rest } = incident;
  if (!delivered) return rest;
  const { at, state, count, cause, level, lastAction, revision } = delivered;
  const email = {
    at,
    kind: 'changed' as const,
    state,
    count,
    cause,
    level,
    lastAction,
    growthIntervalMinutes: 0,
  };
  return { ...rest, lastSent: { revision, email } };
};
