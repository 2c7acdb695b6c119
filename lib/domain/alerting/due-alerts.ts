import type { Act, Incident, Resolution } from '../incidents/incident.ts';
import { ActKind, type Channel, type Kind, type ToldByChannel } from '../incidents/last-sent.ts';
import { lateSinceTold } from '../incidents/late-notification.ts';
import type { Silence } from '../incidents/silence.ts';
import { isDrill } from '../incidents/test-alert.ts';
import type { OncallAtRuntime } from '../oncall/config.ts';
import { escalationOf, FIRST_CYCLE, levelSent } from './escalation.ts';
import { growthDueAt, reminderDueAt } from './next-alert.ts';
import { isMuted, isQuiet, maintenanceEnd, roundOf } from './suppression.ts';

const MINUTE_MS = 60_000;
/** From the message that it is over to the one that it was worse: what comes late comes in several runs. */
export const LATE_GAP_MS = 5 * MINUTE_MS;

/** Why something that was alerted before is alerted again, as far as messages word it by itself. */
export type WhyAgain =
  | 'unacknowledged'
  | 'silence-ended'
  | 'acknowledgement-ended'
  | 'maintenance-ended'
  | 'still-fails';

/** Goes to all levels up to `level`. `together`: with others of its kind in one message, be they ever so few. */
export type OwedOnChannel = {
  kind: Kind;
  reason: string;
  why?: WhyAgain;
  level: number;
  round: string;
  together?: boolean;
};

/** What people should know of an incident and have not been told yet, by channel. Derived each time, never stored. */
export type Owed = Partial<Record<Channel, OwedOnChannel>>;

/** Compares what is with what was told; level-triggered, so nothing has to be queued or superseded. */
export const owed = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: OncallAtRuntime,
  now: Date,
): Owed => {
  const all = owedAwake(incident, silence, oncall, now);
  if (all.email?.kind === 'test' || all.sms?.kind === 'test' || !isQuiet(incident, oncall, now)) return all;
  // Quiet hours: who was told hears by email what was done and that it is over; everything else waits.
  const { email } = all;
  const goesOn = email && (email.kind === 'recovered' || isAct(email.kind)) && incident.told?.email;
  return goesOn ? { email } : {};
};

/** What is owed but for quiet hours: what waits for the morning is owed all the same. */
export const owedAwake = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: OncallAtRuntime,
  now: Date,
): Owed => {
  if (isDrill(incident)) return owedOfDrill(incident, oncall);
  const { email: byEmail, sms: bySms } = incident.told ?? { email: undefined, sms: undefined };
  const round = roundOf(incident, silence, now);
  if (incident.state === 'resolved') {
    const wasMuted = isMuted(incident, silence, oncall, new Date(incident.resolvedAt ?? incident.lastAt));
    const { resolution } = incident;
    if (resolution === 'revoked' && !byEmail) return {}; // a leaked URL is revoked to be rid of what it brought
    const isSilent = resolution !== undefined && SILENT_ENDS.has(resolution);
    return onChannels(
      endByEmail(byEmail, wasMuted, round) ?? lateByEmail(incident, round, now),
      isSilent ? undefined : endBySms(bySms, wasMuted, round),
    );
  }
  if (incident.state === 'acknowledged' || isMuted(incident, silence, oncall, now)) {
    return onChannels(actByEmail(incident, round), undefined);
  }
  const { due } = escalationOf(incident, silence, oncall, now);
  return onChannels(
    wakeByEmail(incident, due, round) ??
      actByEmail(incident, round) ??
      growthByEmail(incident, oncall, round, now),
    wakeBySms(incident, due, round),
  );
};

const onChannels = (email: OwedOnChannel | undefined, sms: OwedOnChannel | undefined): Owed => ({
  ...(email && { email }),
  ...(sms && { sms }),
});

export const isOwed = ({ email, sms }: Owed): boolean => email !== undefined || sms !== undefined;

/** Whether one publish can say it on both channels. */
export const isOneMessage = ({ email, sms }: Owed): boolean =>
  email !== undefined && email.kind === sms?.kind && email.level === sms.level;

const isAct = (kind: Kind): boolean => ActKind.safeParse(kind).success;

/** A drill is told once, on every channel of every level, whatever the hour; by SMS only while somebody waits for it. */
const owedOfDrill = ({ told, state }: Incident, { escalationMinutes }: OncallAtRuntime): Owed => {
  const test = {
    kind: 'test' as const,
    reason: 'a drill',
    level: escalationMinutes.length + 1,
    round: FIRST_CYCLE,
  };
  return {
    ...(!told?.email && { email: test }),
    ...(!told?.sms && state !== 'resolved' && { sms: test }),
  };
};

/** Ends for which nobody is woken: nothing works again. */
const SILENT_ENDS: ReadonlySet<Resolution> = new Set(['stopped', 'expired', 'revoked']);

/** Everybody who ever heard of it hears the end, by email even under a silence. */
const endByEmail = (
  told: ToldByChannel | undefined,
  wasMuted: boolean,
  round: string,
): OwedOnChannel | undefined => {
  if (told?.state === 'resolved') return undefined;
  if (told) return { kind: 'recovered', reason: 'the incident was closed', level: reachOf(told), round };
  if (wasMuted) return undefined;
  return { kind: 'recovered', reason: 'it was over before anyone was told', level: 1, round };
};

/** What was counted into it after its end was told makes the loss greater. That wakes nobody; it is told together. */
const lateByEmail = (incident: Incident, round: string, now: Date): OwedOnChannel | undefined => {
  const late = lateSinceTold(incident);
  const told = incident.told?.email;
  if (late === 0 || !told || now.getTime() - Date.parse(told.at) < LATE_GAP_MS) return undefined;
  const reason = `${late} more that had been received before its end`;
  return { kind: 'recovered', reason, level: reachOf(told), round };
};

/** SMS wakes people, so it says that trouble ended only where it said that it began. */
const endBySms = (
  told: ToldByChannel | undefined,
  wasMuted: boolean,
  round: string,
): OwedOnChannel | undefined =>
  told && told.state !== 'resolved' && !wasMuted
    ? { kind: 'recovered', reason: 'the incident was closed', level: reachOf(told), round }
    : undefined;

const reachOf = (told: ToldByChannel | undefined): number => Math.max(1, told?.reach ?? 1);

const wakeByEmail = (incident: Incident, due: number, round: string): OwedOnChannel | undefined => {
  const told = incident.told?.email;
  if (!told) return { kind: 'opened', reason: 'a new incident', level: due, round };
  const level = levelSent(told, round);
  if (due <= level) return undefined;
  const kind = told.reach === 0 ? 'opened' : 'escalated'; // so far only acts were told
  return { kind, ...whyAgain(incident, level, round), level: due, round };
};

const wakeBySms = (incident: Incident, due: number, round: string): OwedOnChannel | undefined => {
  const told = incident.told?.sms;
  if (!told) return { kind: 'opened', reason: 'a new incident', level: due, round };
  const level = levelSent(told, round);
  return due > level
    ? { kind: 'escalated', ...whyAgain(incident, level, round), level: due, round }
    : undefined;
};

const whyAgain = (
  { acknowledgedBy, lapses = 0 }: Incident,
  level: number,
  round: string,
): { reason: string; why: WhyAgain } => {
  if (level > 0) return { why: 'unacknowledged', reason: 'nobody has acknowledged it' };
  if (round !== String(lapses))
    return { why: 'silence-ended', reason: 'the silence is over, and it still fails' };
  return lapses > 0
    ? {
        why: 'acknowledgement-ended',
        reason: `the acknowledgement by ${acknowledgedBy ?? 'somebody'} ended, and nobody has closed it`,
      }
    : { why: 'still-fails', reason: 'it still fails' };
};

/** What people did and the others do not know yet, oldest first: of very much, the last. */
export const untoldActs = ({ acts = [], told }: Incident): Act[] =>
  acts.filter(({ n }) => n > (told?.email?.acts ?? 0));

/** How many acts before those the others do not know either: the time-line has them. Acts are numbered one by one. */
export const untoldBefore = ({ told }: Pick<Incident, 'told'>, [first]: readonly Act[]): number =>
  first ? first.n - 1 - (told?.email?.acts ?? 0) : 0;

const actByEmail = (incident: Incident, round: string): OwedOnChannel | undefined => {
  const last = untoldActs(incident).at(-1);
  if (!last) return undefined;
  return { kind: last.kind, reason: `${last.by}: ${last.kind}`, level: reachOf(incident.told?.email), round };
};

const growthByEmail = (
  incident: Incident,
  oncall: OncallAtRuntime,
  round: string,
  now: Date,
): OwedOnChannel | undefined => {
  const told = incident.told?.email;
  if (!told) return undefined;
  const to = { level: Math.max(1, levelSent(told, round)), round };
  const maintained = maintenanceEnd(incident, oncall, now);
  if (maintained !== undefined && Date.parse(told.at) < maintained)
    return {
      kind: 'reminder',
      reason: 'the maintenance is over, and it still fails',
      why: 'maintenance-ended',
      ...to,
      together: true,
    };

  if (now.getTime() >= growthDueAt(told)) {
    if (incident.cause !== told.cause) {
      return { kind: 'changed', reason: `the cause was ${told.cause} and is now ${incident.cause}`, ...to };
    }
    if (incident.count > told.count) {
      return { kind: 'changed', reason: `the count grew from ${told.count} to ${incident.count}`, ...to };
    }
  }
  if (now.getTime() < reminderDueAt(told, oncall)) return undefined;
  const minutes = Math.floor((now.getTime() - Date.parse(told.at)) / MINUTE_MS);
  return { kind: 'reminder', reason: `nothing was said for ${minutes} min`, ...to };
};
