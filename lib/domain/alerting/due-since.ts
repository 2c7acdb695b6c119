import type { Incident } from '../incidents/incident.ts';
import type { Silence } from '../incidents/silence.ts';
import type { OncallAtRuntime } from '../oncall/config.ts';
import { LATE_GAP_MS, owed, untoldActs } from './due-alerts.ts';
import { type Escalation, escalationOf, levelDueAt } from './escalation.ts';
import { growthDueAt, reminderDueAt } from './next-alert.ts';
import { freeSince, maintenanceEnd } from './suppression.ts';

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
  const escalation = escalationOf(incident, silence, oncall, now);
  return new Date(Math.max(free, withoutHolds(incident, email, { oncall, now, escalation })));
};

const withoutHolds = (
  incident: Incident,
  { kind, level, together }: { kind: string; level: number; together?: boolean },
  { oncall, now, escalation }: { oncall: OncallAtRuntime; now: Date; escalation: Escalation },
): number => {
  const told = incident.told?.email;
  const toldMs = Date.parse(told?.at ?? incident.openedAt);
  switch (kind) {
    case 'opened':
    case 'escalated':
      return levelDueAt(level, escalation, oncall);
    case 'recovered':
      return told?.state === 'resolved'
        ? toldMs + LATE_GAP_MS
        : Date.parse(incident.resolvedAt ?? incident.lastAt);
    case 'changed':
      return told ? growthDueAt(told) : toldMs;
    case 'reminder':
      if (together) return maintenanceEnd(incident, oncall, now) ?? toldMs;
      return told ? reminderDueAt(told, oncall) : toldMs;
    default:
      return Date.parse(untoldActs(incident)[0]?.at ?? incident.openedAt);
  }
};
