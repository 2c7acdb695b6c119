import { isUnreported } from '../../domain/incidents/incident-kind.ts';
import { lossWindow } from '../../domain/incidents/loss-window.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { clip } from '../../domain/security/plain-text.ts';
import { downMs } from '../sections/ending.ts';
import { endpointCount } from '../sections/flood.ts';
import { smsLink } from '../sections/links.ts';
import type { Context, Telling } from '../sections/message.ts';
import { unattendedMs } from '../sections/news.ts';
import {
  asciiName,
  described,
  isClosedWhileFailing,
  isUnreadable,
  lostShort,
  placeOf,
  stateWord,
} from '../sections/phrases.ts';
import { sentencesOfDrill } from '../sections/test-alert.ts';
import { shownText } from '../text/plain-text.ts';
import { duration, MINUTE_MS, shortTime } from '../text/time.ts';
import { smsFrom, smsText } from './sms-text.ts';

const NAME_LENGTH = 40;
const PERSON_LENGTH = 20;

/** The text of an SMS. No link unless a team says that its country allows it: senders to Saudi numbers must register every one (research/peers.md, 0.9). */
export const smsOf = (telling: Telling, context: Context): string => {
  const { incident } = telling;
  if (telling.kind === 'test') return smsFrom(sentencesOfDrill, incident.incidentId);
  const sentences =
    telling.kind === 'recovered'
      ? ofEnd(telling, context)
      : [first(telling, context), ...since(telling, context)];
  return smsFrom(sentences, incident.incidentId, smsLink(incident, context));
};

/** The business name, short and plain. */
export const nameOf = ({ incident }: Telling, { oncall }: Context): string =>
  clip(smsText(asciiName(described(incident, oncall))), NAME_LENGTH, '...');

const personOf = (name: string): string =>
  clip(smsText(shownText(name, PERSON_LENGTH)), PERSON_LENGTH, '...');

/** What has happened, in the order in which it matters at night: why it comes, what fails, and how. */
const first = (telling: Telling, context: Context): string => {
  const { incident, kind, why } = telling;
  const name = nameOf(telling, context);
  const { short, verdict } = incidentStory(incident);
  if (kind === 'escalated' || kind === 'reminder') {
    if (why === 'acknowledgement-ended') {
      const who = personOf(incident.acknowledgedBy ?? '');
      return `ACK ENDED${who ? ` (${who})` : ''}: ${name} still fails.`;
    }
    if (why === 'silence-ended') return `SILENCE ENDED: ${name} still fails.`;
    const unattended = unattendedMs(incident, context.now);
    const time = unattended < MINUTE_MS ? '' : ` for ${duration(unattended)}`;
    return `NOT ACKNOWLEDGED${time}: ${name}, ${short}.`;
  }
  const witness = verdict ? `, ${inSentence(verdict.short)}` : '';
  return `${stateWord(telling)} ${name}: ${short}${witness}.`;
};

/** Without its capital, unless that is a name's. */
const inSentence = (text: string): string =>
  text.startsWith('Flavours') ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const since = ({ incident }: Telling, context: Context): string[] => {
  const at = timeOf(Date.parse(incident.openedAt), context);
  if (isUnreported(incident)) return [`Since ${at}.`];
  return [
    `${lostShort(incident)} since ${at}.`,
    ...(isUnreadable(incident) ? [`From ${placeOf(incident)}.`] : []),
    ...(incident.flood ? [`In all ${endpointCount(incident.flood)}.`] : []),
  ];
};

/** "19:42", or "12 Jun 19:42" where that is not today: a team knows its own zone. */
export const timeOf = (at: number, { oncall, now }: Context): string =>
  shortTime(at, now, oncall.timeZone).replace(/ [+-]\d\d(?::\d\d)?$/, '');

const ofEnd = (telling: Telling, context: Context): string[] => {
  const { incident } = telling;
  const { from, to } = lossWindow(incident);
  const head = `${stateWord(telling)} ${nameOf(telling, context)}`;
  const loss = isUnreported(incident) ? [] : [lostShort(incident)];
  return [
    `${head}: ${[howLong(telling), ...loss].filter((part) => part !== undefined).join(', ')}.`,
    ...(isUnreadable(incident) || from === to
      ? []
      : [`Fetch again ${timeOf(from, context)}-${timeOf(to, context)}.`]),
  ];
};

const howLong = ({ incident }: Telling): string | undefined => {
  if (isClosedWhileFailing(incident)) return 'our probe still fails';
  const closed = Date.parse(incident.resolvedAt ?? incident.lastAt);
  if (incident.resolution === 'quiet' || incident.resolution === 'expired')
    return `quiet for ${duration(closed - Date.parse(incident.lastAt))}, nobody checked`;
  const down = downMs(incident);
  return down < MINUTE_MS ? 'down for less than a minute' : `down ${duration(down)}`;
};
