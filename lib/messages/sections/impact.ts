import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreadable } from '../../domain/incidents/incident-kind.ts';
import { IMPACT } from '../language/phrases/mail.ts';
import { say } from '../language/say.ts';
import { clockIn, zoneIn } from '../language/times.ts';
import type { Context } from './message.ts';

/** What an incident that goes on has cost so far, and since when; here the time zone is named. */
export const impact = (incident: Incident, context: Context): string => {
  const { count } = incident;
  const { language } = context.oncall;
  const since = { at: clockIn(context, Date.parse(incident.openedAt)), zone: zoneIn(context.oncall) };
  if (isUnreadable(incident)) return say(language, IMPACT.posts, { count, ...since });
  if (count === 0) return say(language, IMPACT.none, since);
  return count === 1
    ? say(language, IMPACT.lostOne, since)
    : say(language, IMPACT.lostMany, { count, ...since });
};
