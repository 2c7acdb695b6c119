import type { Incident } from '../incidents/incident.ts';
import type { Silence } from '../incidents/silence.ts';
import { isDrill } from '../incidents/test-alert.ts';
import type { OncallAtRuntime } from '../oncall/config.ts';
import { owed } from './due-alerts.ts';
import { holdsOn } from './held-back.ts';
import { escalationSince, levelDueAt } from './next-alert.ts';

/** Which level is alerted next if nobody acts, and when in ms; `now` where it is due. Nothing if none is. */
export const nextLevel = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: OncallAtRuntime,
  now: Date,
): { level: number; at: number } | undefined => {
  if (incident.state === 'resolved' || isDrill(incident)) return undefined;
  if (holdsOn(incident, silence, oncall, now).length > 0) return undefined;
  const due = owed(incident, silence, oncall, now).email;
  const told = incident.told?.email;
  if (!told || due?.kind === 'opened' || due?.kind === 'escalated')
    return { level: due?.level ?? 1, at: now.getTime() };
  const level = (told.level ?? 1) + 1;
  const at = levelDueAt(level, escalationSince(incident, silence, oncall, now), oncall);
  return at === undefined ? undefined : { level, at };
};
