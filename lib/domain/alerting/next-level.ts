import type { Incident } from '../incidents/incident.ts';
import type { Silence } from '../incidents/silence.ts';
import { isDrill } from '../incidents/test-alert.ts';
import type { OncallAtRuntime } from '../oncall/config.ts';
import { nextLevel as nextInCycle } from './escalation.ts';
import { holdsOn } from './held-back.ts';

/** Which level is alerted next if nobody acts, and when in ms; `now` where it is due. Nothing if none is. */
export const nextLevel = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: OncallAtRuntime,
  now: Date,
): { level: number; at: number } | undefined => {
  if (incident.state === 'resolved' || isDrill(incident)) return undefined;
  if (holdsOn(incident, silence, oncall, now).length > 0) return undefined;
  return nextInCycle(incident, silence, oncall, now);
};
