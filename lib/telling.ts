import type { Incident } from './incident.ts';
import type { OncallAtRuntime } from './oncall.ts';
import { gapAfter, isOwed, type Owed, owed } from './owed.ts';
import type { Channel, Told } from './told.ts';

/** What `incident`, as it was rendered, counts as told once SNS has accepted an alert on `channels` at `at`. */
export const toldAfter = (incident: Incident, said: Owed, channels: readonly Channel[], at: Date): Told => {
  const told: Told = { ...incident.told, times: (incident.told?.times ?? 0) + 1 };
  for (const channel of channels) {
    const { kind } = said[channel] ?? {};
    if (!kind) continue;
    told[channel] = {
      at: at.toISOString(),
      kind,
      state: incident.state,
      count: incident.count,
      cause: incident.cause,
      gapMinutes: gapAfter(kind, incident.told?.[channel]),
    };
  }
  return told;
};

/** Whether an incident may leave the open shelf: it is over and nothing of it is owed. */
export const isSettled = (incident: Incident, oncall: OncallAtRuntime, now: Date): boolean =>
  incident.state === 'resolved' && !isOwed(owed(incident, oncall, now));
