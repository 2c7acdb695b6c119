import { isUnreported } from '../../domain/incidents/incident-kind.ts';
import { lossWindow } from '../../domain/incidents/loss-window.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { clip } from '../../domain/security/plain-text.ts';
import { endpointCount } from '../sections/flood.ts';
import type { Context, Telling } from '../sections/message.ts';
import {
  asciiName,
  described,
  isClosedWhileFailing,
  isUnreadable,
  lost,
  placeOf,
  stateWord,
} from '../sections/phrases.ts';
import { sentencesOfDrill } from '../sections/test-alert.ts';
import { ascii, shownText } from '../text/plain-text.ts';
import { clockTime, duration, MINUTE_MS, shortTime } from '../text/time.ts';

/** One segment of GSM-7; a longer SMS comes in parts, each paid for. https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
const SEGMENT = 160;

/** SNS puts the topic's display name before what is published to a topic: `MYTOPIC> …`. https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-topic.html */
export const SMS_PREFIX = 'FLAVOURS> ';
const SMS_LENGTH = SEGMENT - SMS_PREFIX.length;
const NAME_LENGTH = 40;
const PERSON_LENGTH = 20;

/** The text of an SMS. No address: senders to Saudi numbers must register every one (research/peers.md, 0.9). */
export const smsOf = (telling: Telling, context: Context): string => {
  const { incident } = telling;
  if (telling.kind === 'test') return smsFrom(sentencesOfDrill, incident.incidentId);
  const name = nameOf(telling, context);
  const { short, verdict } = incidentStory(incident);
  const isOver = telling.kind === 'recovered';
  return smsFrom(
    [
      `${stateWord(telling)}: ${name}${isOver ? '' : `, ${short}`}.`,
      ...(verdict && !isOver ? [`${verdict.short}.`] : []),
      ...news(telling, context),
    ],
    incident.incidentId,
  );
};

/** The first sentences that fit, then the id, which is never cut for them. */
export const smsFrom = (sentences: readonly string[], incidentId: string): string => {
  const tail = clip(`Incident ${plainId(incidentId)}`, SMS_LENGTH, '');
  const room = SMS_LENGTH - tail.length - 1;
  const head = sentences.map(plain).reduce((soFar, sentence) => {
    const longer = soFar === '' ? sentence : `${soFar} ${sentence}`;
    return longer.length <= room ? longer : soFar === '' ? clip(longer, room, '...') : soFar;
  }, '');
  return head === '' ? tail : `${head} ${tail}`;
};

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/[[{]/g, '('],
  [/[\]}]/g, ')'],
  [/[_|~]/g, '-'], // the underscore arrives as a blank or a section sign on some networks
  [/[\^`]/g, "'"],
  [/\\/g, '/'],
];

/** ASCII that costs one septet each, in nothing that a phone or a carrier takes for an address. */
const plain = (text: string): string =>
  SIGNS.reduce((soFar, [pattern, sign]) => soFar.replace(pattern, sign), ascii(text))
    .replace(/:?\/\/+/g, ' ')
    .replace(/(?<=[A-Za-z0-9-])\.(?=[A-Za-z0-9-])/g, ' ')
    .replace(/@/g, ' at ')
    .replace(/ {2,}/g, ' ')
    .trim();

/** An id is typed as it is read, so its underscore stays. */
const plainId = (incidentId: string): string => ascii(incidentId).replace(/[^A-Za-z0-9._:-]+/g, '-');

/** The business name, short and plain. */
export const nameOf = ({ incident }: Telling, { oncall }: Context): string =>
  clip(plain(asciiName(described(incident, oncall))), NAME_LENGTH, '...');

const news = ({ incident, kind }: Telling, { oncall, now }: Context): string[] => {
  const opened = Date.parse(incident.openedAt);
  const count = capitalised(lost(incident));
  if (kind !== 'recovered') {
    if (isUnreported(incident)) return [`Since ${shortTime(opened, now, oncall.timeZone)}.`];
    const from = isUnreadable(incident) ? [`From ${placeOf(incident)}.`] : [];
    const endpoints = incident.flood ? [`${capitalised(endpointCount(incident.flood))}.`] : [];
    return [`${count} since ${shortTime(opened, now, oncall.timeZone)}.`, ...from, ...endpoints];
  }
  const { from, to } = lossWindow(incident);
  const isProbed = incident.resolution === 'probes';
  const closed = Date.parse(incident.resolvedAt ?? incident.lastAt);
  const who = clip(plain(shownText(incident.resolvedBy ?? '', PERSON_LENGTH)), PERSON_LENGTH, '...');
  return [
    incident.resolution === 'quiet'
      ? `${isUnreported(incident) ? 'Nothing reported' : 'No notification'} for ${duration(closed - to)}, nobody checked.`
      : isProbed
        ? `Our probes are good again${afterWords(to - opened)}.`
        : isClosedWhileFailing(incident)
          ? 'Our probe still fails.'
          : `Closed${who ? ` by ${who}` : ''}${afterWords(closed - opened)}.`,
    ...(isUnreported(incident) ? [] : [`${count}.`]),
    ...(isUnreadable(incident) || from === to
      ? []
      : [`Fetch again ${clockTime(from, now, oncall.timeZone)} to ${shortTime(to, now, oncall.timeZone)}.`]),
  ];
};

/** " after 9 min"; below a minute nobody knows it well enough to say it. */
const afterWords = (ms: number): string => (ms < MINUTE_MS ? '' : ` after ${duration(ms)}`);

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
