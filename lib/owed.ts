import type { Incident } from './incident.ts';
import type { OncallAtRuntime } from './oncall.ts';
import type { Channel, Kind, ToldByChannel } from './told.ts';

/** Shortest time between an alert and the next that says only that it has grown; it doubles with each. */
export const FIRST_GAP_MINUTES = 5;
export const LONGEST_GAP_MINUTES = 60;

const MINUTE_MS = 60_000;

export type OwedOnChannel = { kind: Kind; reason: string };

/** What people should know of an incident and have not been told yet, by channel. Derived each time, never stored. */
export type Owed = Partial<Record<Channel, OwedOnChannel>>;

/** Compares what is with what was told; level-triggered, so nothing has to be queued or superseded. */
export const owed = (incident: Incident, oncall: OncallAtRuntime, now: Date): Owed => {
  const email = owedByEmail(incident, incident.told?.email, oncall.reminderMinutes, now);
  const sms = owedBySms(incident, incident.told?.sms);
  return { ...(email && { email }), ...(sms && { sms }) };
};

export const isOwed = ({ email, sms }: Owed): boolean => email !== undefined || sms !== undefined;

/** Since when something is owed by email; nothing if nothing is. */
export const owedSince = (incident: Incident, oncall: OncallAtRuntime, now: Date): Date | undefined => {
  const told = incident.told?.email;
  const toldMs = Date.parse(told?.at ?? incident.openedAt);
  switch (owed(incident, oncall, now).email?.kind) {
    case undefined:
      return undefined;
    case 'opened':
      return new Date(incident.openedAt);
    case 'recovered':
      return new Date(incident.resolvedAt ?? incident.lastAt);
    case 'changed':
      return new Date(toldMs + (told?.gapMinutes ?? 0) * MINUTE_MS);
    default:
      return new Date(toldMs + oncall.reminderMinutes * MINUTE_MS);
  }
};

const owedByEmail = (
  incident: Incident,
  told: ToldByChannel | undefined,
  reminderMinutes: number,
  now: Date,
): OwedOnChannel | undefined => {
  if (!told) {
    return incident.state === 'resolved'
      ? { kind: 'recovered', reason: 'it was over before anyone was told' }
      : { kind: 'opened', reason: 'a new incident' };
  }
  if (told.state === 'resolved') return undefined;
  if (incident.state === 'resolved') return { kind: 'recovered', reason: 'the incident was closed' };

  const minutesSince = (now.getTime() - Date.parse(told.at)) / MINUTE_MS;
  if (minutesSince >= told.gapMinutes) {
    if (incident.cause !== told.cause) {
      return { kind: 'changed', reason: `the cause was ${told.cause} and is now ${incident.cause}` };
    }
    if (incident.count > told.count) {
      return { kind: 'changed', reason: `the count grew from ${told.count} to ${incident.count}` };
    }
  }
  return minutesSince >= reminderMinutes
    ? { kind: 'reminder', reason: `nothing was said for ${Math.floor(minutesSince)} min` }
    : undefined;
};

/** SMS wakes people, so it says only that trouble began and, where it said that, that it ended. */
const owedBySms = (incident: Incident, told: ToldByChannel | undefined): OwedOnChannel | undefined => {
  if (incident.state === 'open') {
    return told ? undefined : { kind: 'opened', reason: 'a new incident' };
  }
  return told?.state === 'open' ? { kind: 'recovered', reason: 'the incident was closed' } : undefined;
};

/** How long the next growth has to wait after an alert of `kind`. It is kept through reminders and never reset. */
export const gapAfter = (kind: Kind, told: ToldByChannel | undefined): number => {
  const gap = told?.gapMinutes ?? FIRST_GAP_MINUTES;
  return kind === 'changed' ? Math.min(2 * gap, LONGEST_GAP_MINUTES) : gap;
};
