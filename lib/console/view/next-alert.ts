import { nextAlert } from '../../domain/alerting/next-alert.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { clockTime } from '../../messages/text/time.ts';
import { silenceNow } from './active-silence.ts';
import type { View } from './view.ts';

/** What happens next about an incident that is not over, and who is told then, if nobody acts. */
export const nextWords = (incident: Incident, silence: Silence | undefined, view: View): string => {
  const { oncall, now } = view;
  const at = (ms: number): string => clockTime(ms, now, oncall.timeZone);
  const quiet = silenceNow(silence, incident, view);
  if (quiet) return `Nobody is woken until ${at(Date.parse(quiet.until))}.`;
  if (incident.state === 'acknowledged' && incident.acknowledgedUntil !== undefined)
    return `Nobody is woken until ${at(Date.parse(incident.acknowledgedUntil))}; then it is told again, from level 1 on.`;
  const { level, reminderAt } = nextAlert(incident, silence, oncall, new Date(now)) ?? {};
  const isNow = level !== undefined && level.at <= now;
  const escalation =
    level === undefined
      ? ''
      : isNow
        ? `Level ${level.level} is being told now. `
        : `Unless somebody acknowledges it, level ${level.level} is told at ${at(level.at)}. `;
  const reminder = reminderAt === undefined ? '' : `The next reminder is at ${at(reminderAt)}.`;
  return `${escalation}${reminder}`.trim();
};
