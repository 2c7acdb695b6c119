import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreadable } from '../../domain/incidents/incident-kind.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { FACTS } from '../language/phrases/mail.ts';
import { type Language, say, withAddress } from '../language/say.ts';
import { shownText } from '../text/plain-text.ts';
import { utcTime } from '../text/time.ts';
import type { Context } from './message.ts';
import { addressOf, oddIn, ranked } from './phrases.ts';
import { probeRow } from './probe.ts';

const NAMES_SHOWN = 8;
const MESSAGE_LENGTH = 600;

/** What was posted, except what an email cannot carry. */
export const facts = (incident: Incident, context: Context): string[] => {
  const { language } = context.oncall;
  const { openedAt, lastAt, count } = incident;
  const odd = oddIn(incident);
  const endpoint = addressOf(incident);
  const isEmpty = count === 0;
  return [
    ...(endpoint === undefined ? [] : withAddress(language, FACTS.endpoint, endpoint, {})),
    ...(isEmpty ? [] : message(incident, context)),
    ...(odd === undefined ? [] : [say(language, FACTS.odd, { what: odd })]),
    ...counts(incident, context),
    ...probeRow(incident, context),
    say(language, FACTS.first, { at: utcTime(Date.parse(openedAt)) }),
    ...(lastAt > openedAt ? [say(language, FACTS.last, { at: utcTime(Date.parse(lastAt)) })] : []),
    say(language, FACTS.incident, { id: clean(incident.incidentId) }),
  ];
};

const message = (incident: Incident, { oncall: { language } }: Context): string[] => {
  const { sample, sources, count } = incident;
  const message = shownText(sample.message ?? '', MESSAGE_LENGTH);
  if (isUnreadable(incident)) return [say(language, FACTS.problem, { what: message })];
  const times = count === 1 ? say(language, FACTS.once, {}) : say(language, FACTS.times, { count });
  const [source, ...others] = Object.keys(sources);
  const often =
    source !== undefined && others.length === 0
      ? say(language, FACTS.source, { often: times, source: clean(source) })
      : times;
  return [say(language, FACTS.message, { what: words(sample.code, message, language), often })];
};

const words = (code: number | undefined, message: string, language: Language): string => {
  if (code !== undefined)
    return message === '' ? say(language, FACTS.noMessage, { code }) : `${code} "${message}"`;
  return message === '' ? say(language, FACTS.nothing, {}) : say(language, FACTS.noCode, { message });
};

/** Codes and sources where there is more than one. */
const counts = ({ codes, sources }: Incident, { oncall: { language } }: Context): string[] => [
  ...(Object.keys(codes).length > 1 ? [say(language, FACTS.codes, { what: counted(codes) })] : []),
  ...(Object.keys(sources).length > 1 ? [say(language, FACTS.sources, { what: counted(sources) })] : []),
];

/** "503 29, 0 2" would be read as one number: "503 (29), 0 (2)". */
const counted = (of: Record<string, number>): string => {
  const all = ranked(of).map(([name, count]) => `${clean(name)} (${count})`);
  const more = all.length - NAMES_SHOWN;
  return [...all.slice(0, NAMES_SHOWN), ...(more > 0 ? [`${more} more`] : [])].join(', ');
};
