import { holdsOn, type Suppression } from '../../domain/alerting/held-back.ts';
import { nextAlert } from '../../domain/alerting/next-alert.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import { shownText } from '../../messages/text/plain-text.ts';
import { clockTime } from '../../messages/text/time.ts';
import type { View } from './view.ts';

/** What keeps alerts about an incident back now. */
export const holdsIn = (
  incident: Incident,
  silence: Silence | undefined,
  { oncall, now }: Pick<View, 'oncall' | 'now'>,
): Suppression[] => holdsOn(incident, silence, oncall, new Date(now));

/** "Silenced by Sara until 15:41": what keeps alerts back, as short as a list needs it. */
export const holdWords = (
  suppression: Suppression,
  { oncall, now }: Pick<View, 'oncall' | 'now'>,
): string => {
  const until = `until ${clockTime(suppression.until, now, oncall.timeZone)}`;
  switch (suppression.why) {
    case 'acknowledged':
      return `Acknowledged by ${shownText(suppression.actor) || 'somebody'} ${until}`;
    case 'silenced':
      return `Silenced by ${shownText(suppression.actor)} ${until}${suppression.untilWorse ? ', or until it gets much worse' : ''}`;
    case 'maintenance':
      return `In maintenance (${shownText(suppression.reason)}) ${until}`;
    case 'quiet-hours':
      return `Held back by quiet hours ${until}`;
    default:
      return suppression satisfies never;
  }
};

/** Who is alerted when about an incident that is not over, or why nobody is. */
export const nextWords = (incident: Incident, silence: Silence | undefined, view: View): string => {
  if (isTestAlert(incident)) return 'A test: it closes by itself once it was sent.';
  const holds = holdsIn(incident, silence, view);
  if (holds.length > 0) return `${holds.map((suppression) => holdWords(suppression, view)).join('. ')}.`;
  const clock = (ms: number): string => clockTime(ms, view.now, view.oncall.timeZone);
  const { level: next, reminderAt } = nextAlert(incident, silence, view.oncall, new Date(view.now)) ?? {};
  if (next && next.at <= view.now) return `Level ${next.level} is being alerted now.`;
  const reminder = reminderAt === undefined ? undefined : reminderWords(reminderAt, view);
  const level = next && `Level ${next.level} is alerted at ${clock(next.at)} unless somebody acknowledges.`;
  return [level, reminder].filter((words) => words !== undefined).join(' ');
};

/** A time that has passed is not announced. */
const reminderWords = (at: number, { oncall, now }: View): string =>
  at <= now
    ? 'A reminder is being sent now.'
    : `The next reminder is due at ${clockTime(at, now, oncall.timeZone)}.`;
