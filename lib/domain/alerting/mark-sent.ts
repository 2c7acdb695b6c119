import { type Incident, monthList } from '../incidents/incident.ts';
import type { Channel, LastSent, LastSentOnChannel } from '../incidents/last-sent.ts';
import { lateSinceSent } from '../incidents/late-notification.ts';
import type { Silence } from '../incidents/silence.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { type DueAlert, type DueAlerts, hasDueAlert } from './due-alert.ts';
import { dueIgnoringQuietHours } from './due-alerts.ts';
import { isLateForMachines } from './end-for-machines.ts';
import { FIRST_CYCLE } from './escalation.ts';
import { CALLS, gapAfter, reminderGapAfter } from './next-alert.ts';
import { isSuppressedUntilSummary } from './unsent-end.ts';

/** What counts as sent for `incident`, as it was rendered, once SNS has accepted an alert on `channels` at `at`. */
export const markSent = (
  incident: Incident,
  sent: DueAlerts,
  channels: readonly Channel[],
  at: Date,
): LastSent => {
  const lastSent: LastSent = { ...incident.lastSent, revision: (incident.lastSent?.revision ?? 0) + 1 };
  for (const channel of channels) {
    const due = sent[channel];
    if (!due) continue;
    const before = incident.lastSent?.[channel];
    // Those who came on duty have heard it, and nobody else: for all others nothing new was said.
    if (due.to && before) {
      lastSent[channel] = { ...before, ...peopleAfter(before, due) };
      continue;
    }
    lastSent[channel] = {
      at: at.toISOString(),
      kind: due.kind,
      state: incident.state,
      count: incident.count,
      cause: incident.cause,
      growthIntervalMinutes: gapAfter(due.kind, before),
      reminderIntervalMinutes: reminderGapAfter(due.kind, before),
      ...levelsAfter(before, due, at),
      ...peopleAfter(before, due),
      ...lastActionAfter(incident),
    };
  }
  return lastSent;
};

const levelsAfter = (
  before: LastSentOnChannel | undefined,
  { kind, level, cycle }: DueAlert,
  at: Date,
): Pick<LastSentOnChannel, 'level' | 'highestLevel' | 'cycle' | 'cycleStartedAt'> => {
  const levelBefore = before ? (before.level ?? 1) : 0;
  const cycleBefore = before?.cycle ?? (before ? FIRST_CYCLE : cycle);
  const highestLevel = before ? (before.highestLevel ?? 1) : 0;
  const cycleStartedAt =
    before?.cycleStartedAt === undefined ? {} : { cycleStartedAt: before.cycleStartedAt };
  if (!CALLS.has(kind)) return { level: levelBefore, highestLevel, cycle: cycleBefore, ...cycleStartedAt };
  const goesOn = levelBefore > 0 && cycleBefore === cycle;
  return {
    level,
    highestLevel: Math.max(highestLevel, level),
    cycle,
    ...(goesOn ? cycleStartedAt : { cycleStartedAt: at.toISOString() }),
  };
};

const peopleAfter = (
  before: LastSentOnChannel | undefined,
  { kind, onDuty: now = [] }: DueAlert,
): Pick<LastSentOnChannel, 'onDuty' | 'alerted'> => {
  const onDuty = CALLS.has(kind) ? now : (before?.onDuty ?? []);
  const alerted = [...new Set([...(before?.alerted ?? []), ...onDuty])];
  return { ...(onDuty.length > 0 && { onDuty: [...onDuty] }), ...(alerted.length > 0 && { alerted }) };
};

const lastActionAfter = ({ recentActions }: Incident): Pick<LastSentOnChannel, 'lastAction'> => {
  const last = recentActions?.at(-1);
  return last ? { lastAction: last.number } : {};
};

/**
 * Whether an incident may leave the open list: it is over and nothing of it is due, now, in the morning or when planned work
 * is over.
 */
export const isSettled = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): boolean =>
  incident.state === 'resolved' &&
  lateSinceSent(incident) === 0 &&
  !isLateForMachines(incident, oncall) &&
  !isSuppressedUntilSummary(incident, silence, oncall, now) &&
  !hasDueAlert(dueIgnoringQuietHours(incident, silence, oncall, now));

/** The list to which an incident goes that is over and of which nothing is due any more; nothing while something may be. */
export const settledList = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): string | undefined => (isSettled(incident, silence, oncall, now) ? monthList(incident) : undefined);
