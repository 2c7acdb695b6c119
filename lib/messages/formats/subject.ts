import { clip } from '../../domain/security/plain-text.ts';
import type { Context, Telling } from '../sections/message.ts';
import {
  asciiName,
  described,
  isUnreadable,
  placeOf,
  plural,
  shortCause,
  stateWord,
} from '../sections/phrases.ts';
import { subjectOfDrill } from '../sections/test-alert.ts';
import { ascii, clipMiddle } from '../text/plain-text.ts';
import { duration, MINUTE_MS } from '../text/time.ts';

/** "less than 100 characters", ASCII, no control characters. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const SUBJECT_LENGTH = 99;
const SHORTEST_PLACE = 8;
const SEPARATOR = ' - ';

/** For a subject that SNS refuses in spite of all. */
export const FALLBACK_SUBJECT = 'Flavours webhook alert: please read this message';

/** State, what, why and how much come first; the incident id is never cut, the address is first of all. */
export const subjectOf = (telling: Telling, context: Context): string => {
  if (telling.kind === 'test') return subjectOfDrill;
  const { incident } = telling;
  const { short, long } = news(telling, context);
  const head = `${stateWord(telling)} ${asciiName(described(incident, context.oncall))}`;
  return fitted([`${head}${short}${long}`, `${head}${short}`], placeOf(incident), incident.incidentId);
};

/** The longest of `heads` beside which the host has room, then as much of `place` as there is, then the id. */
export const fitted = (heads: readonly string[], place: string, incidentId: string): string => {
  const tail = clip(` (${ascii(incidentId)})`, SUBJECT_LENGTH - 1, '');
  const room = SUBJECT_LENGTH - tail.length;
  const address = ascii(place);
  const host = address.split('/')[0] ?? '';
  const whole = heads.flatMap((head) => [address, host].map((where) => `${ascii(head)}${SEPARATOR}${where}`));
  const shortest = clip(ascii(heads.at(-1) ?? ''), room, '...');
  const left = room - shortest.length - SEPARATOR.length;
  const cut = left >= SHORTEST_PLACE ? `${shortest}${SEPARATOR}${clipMiddle(host, left)}` : shortest;
  return ascii(`${whole.find((one) => one.length <= room) ?? cut}${tail}`);
};

const news = ({ incident, kind }: Telling, { now }: Context): { short: string; long: string } => {
  const { openedAt, lastAt, resolvedAt = lastAt } = incident;
  const [opened, last, closed] = [Date.parse(openedAt), Date.parse(lastAt), Date.parse(resolvedAt)];
  const count = isUnreadable(incident)
    ? plural(incident.count, 'post')
    : incident.count === 0
      ? 'not reported yet'
      : `${incident.count}+ lost`;
  if (kind !== 'recovered') {
    const elapsed = now - opened;
    return {
      short: `: ${shortCause(incident.cause)}, ${count}`,
      long: elapsed >= MINUTE_MS ? ` in ${duration(elapsed)}` : '',
    };
  }
  return incident.resolution === 'quiet' || incident.resolution === 'expired'
    ? { short: `: ${count}`, long: `, quiet for ${duration(closed - last)}` }
    : { short: `: ${count}`, long: ` in ${duration(closed - opened)}` };
};
