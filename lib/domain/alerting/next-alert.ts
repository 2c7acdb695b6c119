import type { Incident } from '../incidents/incident.ts';
import type { AlertKind, LastSentOnChannel } from '../incidents/last-sent.ts';
import { isSilenced, type Silence } from '../incidents/silence.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { nextLevel } from './escalation.ts';
import { afterHolds, maintenanceEndsAfter } from './suppression.ts';

/*
 * When the next alert about an open incident is due. What is due, since when, and what messages and pages announce
 * all ask here, so that they cannot disagree.
 */

/** Shortest time between an alert and the next that says only that it has grown; it doubles with each. */
const FIRST_GAP_MINUTES = 5;
const LONGEST_GAP_MINUTES = 60;

/**
 * Time before the first reminder. It doubles with each further one, so that what lasts for weeks is one email a day.
 */
const FIRST_REMINDER_MINUTES = 60;
const LONGEST_REMINDER_MINUTES = 24 * 60;

const MINUTE_MS = 60_000;

/** Alerts that ask somebody to act: reminders start over, and only these move the escalation. */
export const CALLS: ReadonlySet<AlertKind> = new Set(['opened', 'escalated', 'handover', 'test']);

/** How long the next growth has to wait after an alert of `kind`. Kept through reminders, and never reset. */
export const gapAfter = (kind: AlertKind, lastSent: LastSentOnChannel | undefined): number => {
  const gap = lastSent?.growthIntervalMinutes ?? FIRST_GAP_MINUTES;
  return kind === 'changed' ? Math.min(2 * gap, LONGEST_GAP_MINUTES) : gap;
};

/** How long the next reminder has to wait after an alert of `kind`, unless the team configured a time. */
export const reminderGapAfter = (kind: AlertKind, lastSent: LastSentOnChannel | undefined): number => {
  const gap = lastSent?.reminderIntervalMinutes ?? FIRST_REMINDER_MINUTES;
  if (CALLS.has(kind)) return FIRST_REMINDER_MINUTES;
  return kind === 'reminder' ? Math.min(2 * gap, LONGEST_REMINDER_MINUTES) : gap;
};

/** When the reminder is due, in ms, if nothing is sent before. */
export const reminderDueAt = (
  lastSent: LastSentOnChannel,
  { reminderMinutes }: Pick<RuntimeOncallConfig, 'reminderMinutes'>,
): number =>
  Date.parse(lastSent.at) +
  (reminderMinutes ?? lastSent.reminderIntervalMinutes ?? FIRST_REMINDER_MINUTES) * MINUTE_MS;

/** When growth or another cause may be sent at the earliest, in ms. */
export const growthDueAt = (lastSent: LastSentOnChannel): number =>
  Date.parse(lastSent.at) + lastSent.growthIntervalMinutes * MINUTE_MS;

/** What comes next about an open incident if nobody acts; times in ms. */
export type NextAlert = {
  /** Who is alerted next for want of an acknowledgement; nothing after the last level. */
  level: { level: number; at: number } | undefined;
  /** When growth or another cause is announced at the earliest. */
  changeAt: number | undefined;
  reminderAt: number | undefined;
};

/**
 * What comes next about an incident as it is, or as it will be once an alert is out. Nothing where a person holds it back,
 * or where it is over.
 */
export const nextAlert = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): NextAlert | undefined => {
  if (incident.state !== 'open' || isSilenced(silence, incident, now)) return undefined;
  const last = incident.lastSent?.email;
  const unheld = (at: number): number | undefined => afterHolds(incident, oncall, { since: at, now });
  const reminders = last && [
    reminderDueAt(last, oncall),
    ...maintenanceEndsAfter(incident, oncall, Date.parse(last.at)),
  ];
  return {
    level: nextLevel(incident, silence, oncall, now),
    changeAt: last && unheld(growthDueAt(last)),
    reminderAt: reminders && unheld(Math.min(...reminders)),
  };
};
