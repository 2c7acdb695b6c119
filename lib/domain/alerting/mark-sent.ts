import { type Incident, monthShelf } from '../incidents/incident.ts';
import type { Channel, Kind, Told, ToldByChannel } from '../incidents/last-sent.ts';
import { lateSinceTold } from '../incidents/late-notification.ts';
import type { Silence } from '../incidents/silence.ts';
import type { OncallAtRuntime } from '../oncall/config.ts';
import { isOwed, type Owed, type OwedOnChannel, owedAwake } from './due-alerts.ts';
import { gapAfter, reminderGapAfter } from './next-alert.ts';

/** What `incident`, as it was rendered, counts as told once SNS has accepted an alert on `channels` at `at`. */
export const toldAfter = (incident: Incident, said: Owed, channels: readonly Channel[], at: Date): Told => {
  const told: Told = { ...incident.told, times: (incident.told?.times ?? 0) + 1 };
  for (const channel of channels) {
    const owed = said[channel];
    if (!owed) continue;
    const before = incident.told?.[channel];
    told[channel] = {
      at: at.toISOString(),
      kind: owed.kind,
      state: incident.state,
      count: incident.count,
      cause: incident.cause,
      gapMinutes: gapAfter(owed.kind, before),
      reminderGapMinutes: reminderGapAfter(owed.kind, before),
      ...levelsAfter(before, owed, at),
      ...actsAfter(incident),
    };
  }
  return told;
};

/** What calls for somebody to act; everything else leaves the escalation where it is. */
const CALLS: ReadonlySet<Kind> = new Set(['opened', 'escalated', 'test']);

const levelsAfter = (
  before: ToldByChannel | undefined,
  { kind, level, round }: OwedOnChannel,
  at: Date,
): Pick<ToldByChannel, 'level' | 'reach' | 'round' | 'since'> => {
  const levelBefore = before ? (before.level ?? 1) : 0;
  const roundBefore = before?.round ?? (before ? '0' : round);
  const reach = before ? (before.reach ?? 1) : 0;
  const since = before?.since === undefined ? {} : { since: before.since };
  if (!CALLS.has(kind)) return { level: levelBefore, reach, round: roundBefore, ...since };
  const goesOn = levelBefore > 0 && roundBefore === round;
  return {
    level,
    reach: Math.max(reach, level),
    round,
    ...(goesOn ? since : { since: at.toISOString() }),
  };
};

const actsAfter = ({ acts }: Incident): Pick<ToldByChannel, 'acts'> => {
  const last = acts?.at(-1);
  return last ? { acts: last.n } : {};
};

/** Whether an incident may leave the open list: it is over and nothing of it is due, now or in the morning. */
export const isSettled = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: OncallAtRuntime,
  now: Date,
): boolean =>
  incident.state === 'resolved' &&
  lateSinceTold(incident) === 0 &&
  !isOwed(owedAwake(incident, silence, oncall, now));

/** The list to which an incident goes that is over and of which nothing is due any more; nothing while something may be. */
export const settledList = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: OncallAtRuntime,
  now: Date,
): string | undefined => (isSettled(incident, silence, oncall, now) ? monthShelf(incident) : undefined);
