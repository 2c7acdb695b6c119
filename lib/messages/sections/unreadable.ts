import type { Incident } from '../../domain/incidents/incident.ts';
import { FACTS } from '../language/phrases/mail.ts';
import { say } from '../language/say.ts';
import { shownText } from '../text/plain-text.ts';
import type { Context } from './message.ts';
import { mentionedIn } from './phrases.ts';

const RAW_LENGTH = 600;
/** What Flavours documents, with values as they come. */
export const EXPECTED_POST =
  '{"code": 503, "endpoint": "https://api.example/hooks/orders", "message": "Service Unavailable"}';

/** What came last and could not be read, without its secrets, in one line; nothing where it was empty. */
export const rawText = ({ sample }: Incident): string | undefined => {
  const raw = shownText(sample.raw ?? '', RAW_LENGTH).trim();
  return raw === '' ? undefined : raw;
};

/** What came, what was expected in its place, and the address that it names. */
export const unreadRows = (incident: Incident, { oncall: { language } }: Context): string[] => {
  const raw = rawText(incident);
  const mentioned = mentionedIn(incident);
  return [
    ...(raw === undefined ? [say(language, FACTS.empty, {})] : [say(language, FACTS.raw, {}), raw]),
    say(language, FACTS.expected, {}),
    EXPECTED_POST,
    ...(mentioned === undefined ? [] : [say(language, FACTS.mentioned, {}), mentioned]),
  ];
};
