import type { Incident } from '../incidents/incident.ts';
import type { Silence } from '../incidents/silence.ts';
import type { OncallAtRuntime } from '../oncall/config.ts';
import { LATE_GAP_MS, owed, untoldActs } from './due-alerts.ts';
import { freeSince, maintenanceEnd } from './suppression.ts';

const MINUTE_MS = 60_000;

/** Since when something is owed by email; nothing if nothing is. What was held back is owed since it no longer is. */
export const owedSince = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: OncallAtRuntime,
  now: Date,
): Date | undefined => {
  const { email } = owed(incident, silence, oncall, now);
  if (!email) return undefined;
  const free = freeSince(incident, silence, oncall, now) ?? 0;
  return new Date(Math.max(free, withoutHolds(incident, email, oncall, now)));
};

const withoutHolds = (
  incident: Incident,
  { kind, level, together }: { kind: string; level: number; together?: boolean },
  oncall: OncallAtRuntime,
  now: Date,
): number => {
  const told = incident.told?.email;
  const toldMs = Date.parse(told?.at ?? incident.openedAt);
  switch (kind) {
    case 'opened':
      return told ? Date.parse(incident.acknowledgedUntil ?? told.at) : Date.parse(incident.openedAt);
    case 'recovered':
      return told?.state === 'resolved'
        ? toldMs + LATE_GAP_MS
        : Date.parse(incident.resolvedAt ?? incident.lastAt);
    case 'changed':
      return toldMs + (told?.gapMinutes ?? 0) * MINUTE_MS;
    case 'reminder':
      return together
        ? (maintenanceEnd(incident, oncall, now) ?? toldMs)
        : toldMs + oncall.reminderMinutes * MINUTE_MS;
    case 'escalated': {
      const minutes = oncall.escalationMinutes[level - 2];
      return minutes === undefined
        ? Date.parse(incident.acknowledgedUntil ?? incident.openedAt)
        : Date.parse(told?.since ?? incident.openedAt) + minutes * MINUTE_MS;
    }
    default:
      return Date.parse(untoldActs(incident)[0]?.at ?? incident.openedAt);
  }
};
