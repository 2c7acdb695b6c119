import type { Incident, Resolution } from '../incidents/incident.ts';
import { type AlertKind, type LastSentOnChannel, RecordedActionKind } from '../incidents/last-sent.ts';
import { LATE_GAP_MS, lateSinceSent } from '../incidents/late-notification.ts';
import type { Silence } from '../incidents/silence.ts';
import { isSelfTest, isTestAlert } from '../incidents/test-alert.ts';
import { unsentActions } from '../incidents/unsent-actions.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { peopleOnDuty, type Team } from '../oncall/duty.ts';
import type { DueAlert, DueAlerts, WhyAgain } from './due-alert.ts';
import { endForMachines } from './end-for-machines.ts';
import { escalationOf, FIRST_CYCLE, levelSent } from './escalation.ts';
import { handoverOn } from './handover.ts';
import { growthDueAt, reminderDueAt } from './next-alert.ts';
import { escalationCycle, inQuietHours, isMuted, maintenanceEnd } from './suppression.ts';
import { unsentEnd } from './unsent-end.ts';

const MINUTE_MS = 60_000;

/** Compares the incident with what was last sent; level-triggered, so nothing has to be queued or superseded. */
export const dueAlerts = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): DueAlerts => {
  const all = dueIgnoringQuietHours(incident, silence, oncall, now);
  if (all.email?.kind === 'test' || all.sms?.kind === 'test' || !inQuietHours(incident, oncall, now))
    return all;
  // In quiet hours, those who were alerted hear by email what was done and that it is over; everything else waits.
  const { email } = all;
  const goesOn =
    email && (email.kind === 'resolved' || isRecordedAction(email.kind)) && incident.lastSent?.email;
  return goesOn ? { email } : endForMachines(incident, oncall, now);
};

/** What is due, ignoring quiet hours: an alert that waits for the morning is due all the same. */
export const dueIgnoringQuietHours = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): DueAlerts => {
  const { email, sms, ...aside } = dueOf(incident, silence, oncall, now);
  if (isSelfTest(incident)) return onChannels(email, sms); // whoever is on duty is not meant
  return { ...onChannels(withPeople(email, oncall, now), withPeople(sms, oncall, now)), ...aside };
};

/** Who is on duty is decided once, together with what is due: so whoever was named is whoever is recorded. */
const withPeople = (due: DueAlert | undefined, team: Team, now: Date): DueAlert | undefined => {
  const onDuty = due ? peopleOnDuty(team, due.level, now.getTime()) : [];
  return due && onDuty.length > 0 ? { ...due, onDuty } : due;
};

const dueOf = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): DueAlerts => {
  if (isTestAlert(incident)) return dueForTestAlert(incident, oncall);
  const { email: byEmail, sms: bySms } = incident.lastSent ?? { email: undefined, sms: undefined };
  const cycle = escalationCycle(incident, silence, now);
  if (incident.state === 'resolved') {
    const wasMuted = isMuted(incident, silence, oncall, new Date(incident.resolvedAt ?? incident.lastAt));
    const { resolution } = incident;
    const isSilent = resolution !== undefined && SILENT_ENDS.has(resolution);
    const email = byEmail
      ? (endByEmail(byEmail, cycle) ?? lateByEmail(incident, cycle, now))
      : unsentEnd(incident, silence, oncall, now);
    return {
      ...onChannels(email, isSilent ? undefined : endBySms(bySms, wasMuted, cycle)),
      ...(!email && endForMachines(incident, oncall, now)),
    };
  }
  if (incident.state === 'acknowledged' || isMuted(incident, silence, oncall, now)) {
    return onChannels(actionByEmail(incident, cycle), undefined);
  }
  const { due } = escalationOf(incident, silence, oncall, now);
  return onChannels(
    wakeByEmail(incident, due, cycle) ??
      handoverOn('email', incident.lastSent, cycle, oncall, now) ??
      actionByEmail(incident, cycle) ??
      growthByEmail(incident, oncall, cycle, now),
    wakeBySms(incident, due, cycle) ?? handoverOn('sms', incident.lastSent, cycle, oncall, now),
  );
};

const onChannels = (email: DueAlert | undefined, sms: DueAlert | undefined): DueAlerts => ({
  ...(email && { email }),
  ...(sms && { sms }),
});

const isRecordedAction = (kind: AlertKind): boolean => RecordedActionKind.safeParse(kind).success;

/**
 * A test alert is sent once, on every channel, to every level, at any hour; by SMS only while somebody is waiting for
 * it. A self-test is sent to nobody, so it takes none of the SMS that people may need.
 */
const dueForTestAlert = (incident: Incident, { escalationMinutes }: RuntimeOncallConfig): DueAlerts => {
  const { lastSent, state } = incident;
  if (isSelfTest(incident))
    return lastSent?.email
      ? {}
      : { email: { kind: 'test', reason: 'a self-test', level: 1, cycle: FIRST_CYCLE } };
  const test = {
    kind: 'test' as const,
    reason: 'a test alert',
    level: escalationMinutes.length + 1,
    cycle: FIRST_CYCLE,
  };
  return {
    ...(!lastSent?.email && { email: test }),
    ...(!lastSent?.sms && state !== 'resolved' && { sms: test }),
  };
};

/** Resolutions that wake nobody, since nothing works again. */
const SILENT_ENDS: ReadonlySet<Resolution> = new Set(['stopped', 'expired', 'revoked']);

/** Everybody who was ever alerted hears of the end, by email even under a silence. */
const endByEmail = (lastSent: LastSentOnChannel, cycle: string): DueAlert | undefined =>
  lastSent.state === 'resolved'
    ? undefined
    : { kind: 'resolved', reason: 'the incident was closed', level: highestLevelOf(lastSent), cycle };

/**
 * Notifications counted after the end was announced make the loss greater. That wakes nobody; it is sent as a
 * summary.
 */
const lateByEmail = (incident: Incident, cycle: string, now: Date): DueAlert | undefined => {
  const late = lateSinceSent(incident);
  const lastSent = incident.lastSent?.email;
  if (late === 0 || !lastSent || now.getTime() - Date.parse(lastSent.at) < LATE_GAP_MS) return undefined;
  const reason = `${late} more that had been received before its end`;
  return { kind: 'resolved', reason, level: highestLevelOf(lastSent), cycle };
};

/** An SMS wakes people, so it announces the end only where it announced the beginning. */
const endBySms = (
  lastSent: LastSentOnChannel | undefined,
  wasMuted: boolean,
  cycle: string,
): DueAlert | undefined =>
  lastSent && lastSent.state !== 'resolved' && !wasMuted
    ? { kind: 'resolved', reason: 'the incident was closed', level: highestLevelOf(lastSent), cycle }
    : undefined;

const highestLevelOf = (lastSent: LastSentOnChannel | undefined): number =>
  Math.max(1, lastSent?.highestLevel ?? 1);

const wakeByEmail = (incident: Incident, due: number, cycle: string): DueAlert | undefined => {
  const lastSent = incident.lastSent?.email;
  if (!lastSent) return { kind: 'opened', reason: 'a new incident', level: due, cycle };
  const level = levelSent(lastSent, cycle);
  if (due <= level) return undefined;
  const kind = lastSent.highestLevel === 0 ? 'opened' : 'escalated'; // so far only actions were announced
  return { kind, ...whyAgain(incident, level, cycle), level: due, cycle };
};

const wakeBySms = (incident: Incident, due: number, cycle: string): DueAlert | undefined => {
  const lastSent = incident.lastSent?.sms;
  if (!lastSent) return { kind: 'opened', reason: 'a new incident', level: due, cycle };
  const level = levelSent(lastSent, cycle);
  return due > level
    ? { kind: 'escalated', ...whyAgain(incident, level, cycle), level: due, cycle }
    : undefined;
};

const whyAgain = (
  { acknowledgedBy, expiredAcknowledgements = 0 }: Incident,
  level: number,
  cycle: string,
): { reason: string; why: WhyAgain } => {
  if (level > 0) return { why: 'unacknowledged', reason: 'nobody has acknowledged it' };
  if (cycle !== String(expiredAcknowledgements))
    return { why: 'silence-ended', reason: 'the silence is over, and it still fails' };
  return expiredAcknowledgements > 0
    ? {
        why: 'acknowledgement-ended',
        reason: `the acknowledgement by ${acknowledgedBy ?? 'somebody'} ended, and nobody has closed it`,
      }
    : { why: 'still-fails', reason: 'it still fails' };
};

const actionByEmail = (incident: Incident, cycle: string): DueAlert | undefined => {
  const last = unsentActions(incident).at(-1);
  if (!last) return undefined;
  return {
    kind: last.kind,
    reason: `${last.actor}: ${last.kind}`,
    level: highestLevelOf(incident.lastSent?.email),
    cycle,
  };
};

const growthByEmail = (
  incident: Incident,
  oncall: RuntimeOncallConfig,
  cycle: string,
  now: Date,
): DueAlert | undefined => {
  const lastSent = incident.lastSent?.email;
  if (!lastSent) return undefined;
  const to = { level: Math.max(1, levelSent(lastSent, cycle)), cycle };
  const maintained = maintenanceEnd(incident, oncall, now);
  if (maintained !== undefined && Date.parse(lastSent.at) < maintained)
    return {
      kind: 'reminder',
      reason: 'the maintenance is over, and it still fails',
      why: 'maintenance-ended',
      ...to,
      together: true,
    };

  if (now.getTime() >= growthDueAt(lastSent)) {
    if (incident.cause !== lastSent.cause) {
      return {
        kind: 'changed',
        reason: `the cause was ${lastSent.cause} and is now ${incident.cause}`,
        ...to,
      };
    }
    if (incident.count > lastSent.count) {
      return { kind: 'changed', reason: `the count grew from ${lastSent.count} to ${incident.count}`, ...to };
    }
  }
  if (now.getTime() < reminderDueAt(lastSent, oncall)) return undefined;
  const minutes = Math.floor((now.getTime() - Date.parse(lastSent.at)) / MINUTE_MS);
  return { kind: 'reminder', reason: `nothing was said for ${minutes} min`, ...to };
};
