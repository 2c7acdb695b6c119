import { clip } from '../../domain/security/plain-text.ts';
import { ascii } from '../text/plain-text.ts';

/** One segment of GSM-7; a longer SMS comes in parts of 153, each paid for. https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
const SEGMENT = 160;
const TWO_SEGMENTS = 2 * 153;

/** SNS puts the topic's display name before what is published to a topic: `MYTOPIC> …`. https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-topic.html */
export const SMS_PREFIX = 'FLAVOURS> ';

/**
 * The first sentences that fit into one segment, then the id, which is never cut for them. With a link the SMS has two
 * segments; a link that leaves no room for one sentence in them is left out.
 */
export const smsFrom = (sentences: readonly string[], incidentId?: string, link?: string): string => {
  const tail = incidentId === undefined ? '' : clip(idText(incidentId), SEGMENT - SMS_PREFIX.length, '');
  const alone = fitted(sentences, tail, SEGMENT - SMS_PREFIX.length);
  if (link === undefined) return alone;
  const linked = `${alone} ${link}`;
  return SMS_PREFIX.length + linked.length <= TWO_SEGMENTS
    ? linked
    : withShorter(sentences, tail, link, alone);
};

const SHORTEST = 60;

const withShorter = (sentences: readonly string[], tail: string, link: string, alone: string): string => {
  const room = TWO_SEGMENTS - SMS_PREFIX.length - link.length - 1;
  return room < SHORTEST + tail.length ? alone : `${fitted(sentences, tail, room)} ${link}`;
};

const fitted = (sentences: readonly string[], tail: string, length: number): string => {
  const room = tail === '' ? length : length - tail.length - 1;
  const head = sentences.map(smsText).reduce((soFar, sentence) => {
    const longer = soFar === '' ? sentence : `${soFar} ${sentence}`;
    return longer.length <= room ? longer : soFar === '' ? clip(longer, room, '...') : soFar;
  }, '');
  return [head, tail].filter((part) => part !== '').join(' ');
};

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/[[{]/g, '('],
  [/[\]}]/g, ')'],
  [/[_|~]/g, '-'], // the underscore arrives as a blank or a section sign on some networks
  [/[\^`]/g, "'"],
  [/\\/g, '/'],
];

/** ASCII that costs one septet each, in nothing that a phone or a carrier takes for an address. */
export const smsText = (text: string): string =>
  SIGNS.reduce((soFar, [pattern, sign]) => soFar.replace(pattern, sign), ascii(text))
    .replace(/:?\/\/+/g, ' ')
    .replace(/(?<=[A-Za-z0-9-])\.(?=[A-Za-z0-9-])/g, ' ')
    .replace(/@/g, ' at ')
    .replace(/ {2,}/g, ' ')
    .trim();

/** An id is typed as it is read, so its underscore stays. */
const idText = (incidentId: string): string => ascii(incidentId).replace(/[^A-Za-z0-9._:-]+/g, '-');
