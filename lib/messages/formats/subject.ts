import { isUnreported } from '../../domain/incidents/incident-kind.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { clip } from '../../domain/security/plain-text.ts';
import { downMs } from '../sections/ending.ts';
import type { Alert, Context } from '../sections/message.ts';
import { asciiName, described, isClosedWhileFailing, lostShort, stateWord } from '../sections/phrases.ts';
import { subjectOfTestAlert } from '../sections/test-alert.ts';
import { ascii } from '../text/plain-text.ts';
import { duration, MINUTE_MS } from '../text/time.ts';

/** "less than 100 characters", ASCII, no control characters. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const SUBJECT_LENGTH = 99;
const SEPARATOR = ' - ';

/** For a subject that SNS refuses in spite of all. */
export const FALLBACK_SUBJECT = 'Flavours webhook alert: please read this message';

/** State, what, why and how much come first; the incident id is never cut. */
export const subjectOf = (alert: Alert, context: Context): string => {
  if (alert.kind === 'test') return subjectOfTestAlert;
  const { incident } = alert;
  const { short, long } = news(alert, context);
  const head = `${wordOf(alert)} ${asciiName(described(incident, context.oncall))}`;
  return fitted([`${head}${short}${long}`, `${head}${short}`], undefined, incident.incidentId);
};

/** What stands first: an escalation says why there is one. */
const wordOf = (alert: Alert): string => {
  if (alert.kind !== 'escalated') return stateWord(alert);
  switch (alert.why) {
    case 'acknowledgement-ended':
      return 'ACKNOWLEDGEMENT ENDED';
    case 'silence-ended':
      return 'SILENCE ENDED';
    case 'unacknowledged':
      return 'NOT ACKNOWLEDGED';
    case 'maintenance-ended':
    case 'still-fails':
    case undefined:
      return 'STILL FAILING';
    default:
      return alert.why satisfies never;
  }
};

/** The longest of `heads` with as much of `place` as has room whole, then the id. A host that is cut names nothing. */
export const fitted = (heads: readonly string[], place: string | undefined, incidentId: string): string => {
  const tail = clip(` (${ascii(incidentId)})`, SUBJECT_LENGTH - 1, '');
  const room = SUBJECT_LENGTH - tail.length;
  const address = ascii(place ?? '');
  const places = place === undefined ? [] : [address, address.split('/')[0] ?? ''];
  const whole = heads.flatMap((head) => places.map((where) => `${ascii(head)}${SEPARATOR}${where}`));
  const shortest = clip(ascii(heads.at(-1) ?? ''), room, '...');
  const alone = [...heads.map((head) => ascii(head)), shortest];
  return ascii(`${[...whole, ...alone].find((one) => one.length <= room) ?? shortest}${tail}`);
};

const news = ({ incident, kind }: Alert, { now }: Context): { short: string; long: string } => {
  const { openedAt, lastAt, resolvedAt = lastAt } = incident;
  const [opened, last, closed] = [Date.parse(openedAt), Date.parse(lastAt), Date.parse(resolvedAt)];
  const count = lostShort(incident);
  if (kind !== 'resolved') {
    const elapsed = now - opened;
    return {
      short: `: ${incidentStory(incident).short}, ${count}`,
      long: elapsed >= MINUTE_MS && !isUnreported(incident) ? ` in ${duration(elapsed)}` : '',
    };
  }
  if (isClosedWhileFailing(incident)) return { short: ': our probe still fails', long: `, ${count}` };
  if (incident.resolution === 'quiet' || incident.resolution === 'expired')
    return { short: `: ${count}`, long: `, quiet for ${duration(closed - last)}` };
  const down = downMs(incident);
  const lasted = down < MINUTE_MS ? '' : `down ${duration(down)}, `;
  return { short: `: ${lasted}${count}`, long: '' };
};
