import { isUnreported } from '../../domain/incidents/incident-kind.ts';
import { lossWindowMs } from '../../domain/incidents/loss-window.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { clip } from '../../domain/security/plain-text.ts';
import { downMs } from '../sections/ending.ts';
import { endpointCount } from '../sections/flood.ts';
import { smsLink } from '../sections/links.ts';
import type { Alert, Context } from '../sections/message.ts';
import { unattendedMs } from '../sections/news.ts';
import { onDutyShort } from '../sections/on-duty.ts';
import {
  asciiName,
  described,
  isClosedWhileFailing,
  isUnreadable,
  lostShort,
  placeOf,
  stateWord,
} from '../sections/phrases.ts';
import { sentencesOfTestAlert } from '../sections/test-alert.ts';
import { shownText } from '../text/plain-text.ts';
import { duration, MINUTE_MS, shortTime } from '../text/time.ts';
import { smsFrom, smsText } from './sms-text.ts';

const NAME_LENGTH = 40;
const PERSON_LENGTH = 20;

/** The text of an SMS. No link unless a team says that its country allows it: senders to Saudi numbers must register each one. */
export const smsOf = (alert: Alert, context: Context): string => {
  const { incident } = alert;
  if (alert.kind === 'test') return smsFrom(sentencesOfTestAlert, incident.incidentId);
  const sentences =
    alert.kind === 'resolved'
      ? ofEnd(alert, context)
      : [first(alert, context), ...since(alert, context), ...onDutyShort([alert], context)];
  return smsFrom(sentences, incident.incidentId, smsLink(incident, context));
};

/** The business name, short and plain. */
export const nameOf = ({ incident }: Alert, { oncall }: Context): string =>
  clip(smsText(asciiName(described(incident, oncall))), NAME_LENGTH, '...');

const personOf = (name: string): string =>
  clip(smsText(shownText(name, PERSON_LENGTH)), PERSON_LENGTH, '...');

/** What has happened, in the order in which it matters at night: why it comes, what fails, and how. */
const first = (alert: Alert, context: Context): string => {
  const { incident, kind, why } = alert;
  const name = nameOf(alert, context);
  const { short, verdict } = incidentStory(incident);
  if (kind === 'escalated' || kind === 'reminder') {
    if (why === 'acknowledgement-ended') {
      const person = personOf(incident.acknowledgedBy ?? '');
      return `ACK ENDED${person ? ` (${person})` : ''}: ${name} still fails.`;
    }
    if (why === 'silence-ended') return `SILENCE ENDED: ${name} still fails.`;
    const unattended = unattendedMs(incident, context.now);
    const time = unattended < MINUTE_MS ? '' : ` for ${duration(unattended)}`;
    return `NOT ACKNOWLEDGED${time}: ${name}, ${short}.`;
  }
  if (kind === 'handover')
    return `HANDED OVER TO YOU, not acknowledged for ${duration(unattendedMs(incident, context.now))}: ${name}, ${short}.`;
  const witness = verdict ? `, ${inSentence(verdict.short)}` : '';
  return `${stateWord(alert)} ${name}: ${short}${witness}.`;
};

/** Without its capital, unless that is a name's. */
const inSentence = (text: string): string =>
  text.startsWith('Flavours') ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const since = ({ incident }: Alert, context: Context): string[] => {
  const at = timeOf(Date.parse(incident.openedAt), context);
  if (isUnreported(incident)) return [`Since ${at}.`];
  return [
    `${lostShort(incident)} since ${at}.`,
    ...(isUnreadable(incident) ? [`From ${placeOf(incident)}.`] : []),
    ...(incident.flood ? [`In all ${endpointCount(incident.flood)}.`] : []),
  ];
};

/** A time as an SMS has it. */
export const timeOf = (at: number, { oncall, now }: Context): string => shortTime(at, now, oncall.timeZone);

const ofEnd = (alert: Alert, context: Context): string[] => {
  const { incident } = alert;
  const { from, to } = lossWindowMs(incident);
  const head = `${stateWord(alert)} ${nameOf(alert, context)}`;
  const loss = isUnreported(incident) ? [] : [lostShort(incident)];
  return [
    `${head}: ${[howLong(alert), ...loss].join(', ')}.`,
    ...(isUnreadable(incident) || from === to
      ? []
      : [`Fetch again ${timeOf(from, context)}-${timeOf(to, context)}.`]),
  ];
};

const howLong = ({ incident }: Alert): string => {
  if (isClosedWhileFailing(incident) || incident.resolution === 'expired') return 'our probe still fails';
  const closed = Date.parse(incident.resolvedAt ?? incident.lastAt);
  if (incident.resolution === 'quiet')
    return `quiet for ${duration(closed - Date.parse(incident.lastAt))}, nobody checked`;
  const down = downMs(incident);
  return down < MINUTE_MS ? 'down for less than a minute' : `down ${duration(down)}`;
};
