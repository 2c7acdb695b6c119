import type { Suppression } from '../../domain/alerting/held-back.ts';
import { outlookOf } from '../../domain/alerting/outlook.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import { onDutyAt } from '../../domain/oncall/duty.ts';
import { shownText } from '../../messages/text/plain-text.ts';
import { clockTime } from '../../messages/text/time.ts';
import { peopleWords } from './duty-words.ts';
import type { View } from './view.ts';

/** "Silenced by Sara until 15:41": what keeps alerts back, as short as a list needs it. */
const holdWords = (suppression: Suppression, { oncall, now }: Pick<View, 'oncall' | 'now'>): string => {
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
  const { heldBack, next } = outlookOf(incident, silence, view.oncall, new Date(view.now));
  if (heldBack.length > 0)
    return `${heldBack.map((suppression) => holdWords(suppression, view)).join('. ')}.`;
  const clock = (ms: number): string => clockTime(ms, view.now, view.oncall.timeZone);
  const { level: ahead, reminderAt } = next ?? {};
  if (ahead && ahead.at <= view.now) return `${levelName(ahead, view)} is being alerted now.`;
  const reminder = reminderAt === undefined ? undefined : reminderWords(reminderAt, view);
  const level =
    ahead && `${levelName(ahead, view)} is alerted at ${clock(ahead.at)} unless somebody acknowledges.`;
  return [level, reminder].filter((words) => words !== undefined).join(' ');
};

/** "Level 2", with who will be on duty there if people take turns. */
const levelName = ({ level, at }: { level: number; at: number }, view: View): string => {
  const people = onDutyAt(view.oncall, level, at);
  return `Level ${level}${people.length === 0 ? '' : ` (${peopleWords(people, view)})`}`;
};

/** A time that has passed is not announced. */
const reminderWords = (at: number, { oncall, now }: View): string =>
  at <= now
    ? 'A reminder is being sent now.'
    : `The next reminder is due at ${clockTime(at, now, oncall.timeZone)}.`;
