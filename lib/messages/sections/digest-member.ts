import { backfillOf } from '../../domain/incidents/backfill.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isFlood, isUnreadable, isUnreported } from '../../domain/incidents/incident-kind.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { clean, clip } from '../../domain/security/plain-text.ts';
import { MEMBERS, STATES } from '../language/phrases/digests.ts';
import { OTHER_NAMES } from '../language/phrases/names.ts';
import { type Language, say } from '../language/say.ts';
import { clockIn, spanIn } from '../language/times.ts';
import { shownText } from '../text/plain-text.ts';
import { causeIn } from './cause.ts';
import type { Alert, Context } from './message.ts';
import { nameIn } from './name.ts';
import { addressAlone, described, isClosedWhileFailing } from './phrases.ts';

// 45 members of two lines each: with the machine form well under the 256 KB of an SNS message.
const ADDRESS_LENGTH = 160;
const PERSON_LENGTH = 60;

/**
 * One of many in a line: "Orders, Riyadh: timeout, at least 14 lost since 19:42", and under it its id: every incident is named
 * in some email. What is over also says what to fetch again.
 */
export const memberRows = ({ incident }: Pick<Alert, 'incident'>, context: Context): string[] => [
  incident.state === 'resolved' ? overRow(incident, context) : failingRow(incident, context),
  ...(hasOwnName(incident, context) ? [] : [place(incident, context)]),
  ...windowRow(incident, context),
  clean(incident.incidentId),
];

const failingRow = (incident: Incident, context: Context): string => {
  const { language } = context.oncall;
  const { count } = incident;
  const name = nameIn(incident, context);
  const at = clockIn(context, Date.parse(incident.openedAt));
  if (isUnreadable(incident))
    return count === 1
      ? say(language, MEMBERS.postsOne, { name, at })
      : say(language, MEMBERS.posts, { name, count, at });
  const cause = causeIn(language, incidentStory(incident).cause);
  const state = incident.state === 'acknowledged' ? ` (${STATES.acknowledged[language]})` : '';
  const row = isUnreported(incident)
    ? say(language, MEMBERS.unreported, { name, cause, at })
    : say(language, MEMBERS.failing, { name, cause, count, at });
  return `${row}${state}`;
};

const overRow = (incident: Incident, context: Context): string => {
  const { language } = context.oncall;
  const { count } = incident;
  const name = nameIn(incident, context);
  const from = clockIn(context, Date.parse(incident.openedAt));
  const to = clockIn(context, Date.parse(incident.resolvedAt ?? incident.lastAt));
  const state = stateIn(language, incident);
  return isUnreadable(incident) || isUnreported(incident)
    ? say(language, MEMBERS.overWithoutLoss, { name, state, from, to })
    : say(language, MEMBERS.over, { name, state, count, from, to });
};

const windowRow = (incident: Incident, context: Context): string[] => {
  const backfill = incident.state === 'resolved' ? backfillOf(incident, context.oncall) : undefined;
  if (!backfill) return [];
  const { from, to, isEndProven } = backfill;
  const phrase = isEndProven ? MEMBERS.fetch : MEMBERS.fetchAtLeast;
  return [say(context.oncall.language, phrase, spanIn(context, from, to))];
};

const stateIn = (language: Language, incident: Incident): string => {
  switch (incident.resolution) {
    case 'probes':
      return STATES.resolved[language];
    case 'quiet':
    case 'expired':
      return STATES.unverified[language];
    case 'stopped':
      return STATES.stopped[language];
    case 'tested':
      return STATES.tested[language];
    case 'revoked':
      return STATES.revoked[language];
    case 'person':
    case undefined: {
      const name = shownText(incident.resolvedBy ?? '', PERSON_LENGTH);
      if (name === '') return STATES.closedByNobody[language];
      return say(language, isClosedWhileFailing(incident) ? STATES.closedFailing : STATES.closed, { name });
    }
    default:
      return incident.resolution satisfies never;
  }
};

/** Whether a team has named exactly this: what it receives is no name, since many receive the same. */
const hasOwnName = (incident: Incident, { oncall }: Context): boolean =>
  isFlood(incident) ||
  oncall.endpoints.some(({ name }) => name !== undefined && clean(name) === described(incident, oncall).name);

const place = (incident: Incident, { oncall: { language } }: Context): string => {
  const address = addressAlone(incident);
  if (address !== undefined) return clip(address, ADDRESS_LENGTH);
  const source = clip(clean(Object.keys(incident.sources).join(', ')), ADDRESS_LENGTH);
  return say(language, OTHER_NAMES.source, { source });
};
