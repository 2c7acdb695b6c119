import { escalationSince, levelDueAt, reminderDueAt } from '../../domain/alerting/next-alert.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { clockTime } from '../../messages/text/time.ts';
import { silenceNow } from './active-silence.ts';
import type { View } from './view.ts';

/** What happens next about an incident that is not over, and who is told then, if nobody acts. */
export const nextWords = (incident: Incident, silence: Silence | undefined, view: View): string => {
  const { oncall, now } = view;
  const at = (ms: number): string => clockTime(ms, now, oncall.timeZone);
  const told = incident.told?.email;
  const quiet = silenceNow(silence, incident, view);
  if (quiet) return `Nobody is woken until ${at(Date.parse(quiet.until))}.`;
  if (incident.state === 'acknowledged' && incident.acknowledgedUntil !== undefined)
    return `Nobody is woken until ${at(Date.parse(incident.acknowledgedUntil))}; then it is told again, from level 1 on.`;
  if (!told) return 'Level 1 is being told now.';
  const level = told.level ?? 1;
  const dueAt = levelDueAt(level + 1, escalationSince(incident, silence, oncall, new Date(now)), oncall);
  const escalation =
    dueAt === undefined
      ? ''
      : `Unless somebody acknowledges it, level ${level + 1} is told at ${at(dueAt)}. `;
  return `${escalation}The next reminder is at ${at(reminderDueAt(told, oncall))}.`;
};
