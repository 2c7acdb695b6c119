import type { Incident } from '../incidents/incident.ts';
import type { LastSentOnChannel } from '../incidents/last-sent.ts';
import type { Silence } from '../incidents/silence.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { afterHolds, escalationCycle, unsuppressedSince } from './suppression.ts';

/*
 * When the next level is alerted about an open incident: the only place that says so. What is due, since when it is, and
 * what messages and pages announce are all taken from here, so that they cannot disagree.
 */

const MINUTE_MS = 60_000;
export const FIRST_CYCLE = '0';

/** How far an incident that nobody acknowledges has come. */
export type Escalation = {
  /** Begins anew, from level 1, with each acknowledgement that ended by itself and each silence that is over. */
  cycle: string;
  /** The highest level that was alerted in this cycle; 0 if none. */
  sent: number;
  /** The highest level whose time has come: 1 until somebody was alerted. */
  due: number;
  /** From when the levels count, in ms: since level 1 is due, or was alerted, or since nothing holds alerts back. */
  since: number;
};

export const escalationOf = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): Escalation => {
  const cycle = escalationCycle(incident, silence, now);
  const last = incident.lastSent?.email;
  const sent = levelSent(last, cycle);
  const free = unsuppressedSince(incident, silence, oncall, now) ?? 0;
  if (sent === 0) return { cycle, sent, due: 1, since: Math.max(free, cycleBegan(incident)) };
  const since = Math.max(free, Date.parse(last?.cycleStartedAt ?? incident.openedAt));
  const isDue = (minutes: number): boolean => now.getTime() >= since + minutes * MINUTE_MS;
  return { cycle, sent, due: 1 + oncall.escalationMinutes.filter(isDue).length, since };
};

/** When level 1 became due in a cycle in which nobody was alerted yet, but for what holds alerts back. */
const cycleBegan = ({ lastSent, openedAt, acknowledgedUntil }: Incident): number => {
  const last = lastSent?.email;
  return last
    ? Math.max(Date.parse(last.at), Date.parse(acknowledgedUntil ?? last.at))
    : Date.parse(openedAt);
};

/** The highest level that a channel has alerted in a cycle; 0 if none. */
export const levelSent = (last: LastSentOnChannel | undefined, cycle: string): number =>
  last && (last.cycle ?? FIRST_CYCLE) === cycle ? (last.level ?? 1) : 0;

type Levels = Pick<RuntimeOncallConfig, 'escalationMinutes'>;

/** How long a level waits; nothing if there is no such level. */
const waitMs = (level: number, { escalationMinutes }: Levels): number | undefined => {
  const minutes = level === 1 ? 0 : escalationMinutes[level - 2];
  return minutes === undefined ? undefined : minutes * MINUTE_MS;
};

/** How long the first level has to acknowledge, in ms; nothing if there is no second. */
export const firstLevelHasMs = (oncall: Levels): number | undefined => waitMs(2, oncall);

/** When `level` became due, in ms. */
export const levelDueAt = (level: number, { since }: Escalation, oncall: Levels): number =>
  since + (waitMs(level, oncall) ?? 0);

/**
 * Which level is alerted next about an open incident, and when in ms, if nobody acts: now if it is due. Quiet
 * hours and maintenance that begin before that hold it back, and its time counts anew from their end. Nothing after the
 * last level, or where its time never comes.
 */
export const nextLevel = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): { level: number; at: number } | undefined => {
  const { sent, due, since } = escalationOf(incident, silence, oncall, now);
  const level = due > sent ? due : sent + 1;
  const wait = waitMs(level, oncall);
  const at = wait === undefined ? undefined : afterHolds(incident, oncall, { since, waitMs: wait, now });
  return at === undefined ? undefined : { level, at };
};
