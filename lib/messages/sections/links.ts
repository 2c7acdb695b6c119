import type { Incident } from '../../domain/incidents/incident.ts';
import { linkTo, type Purpose } from '../../domain/security/signed-link.ts';
import { LINKS } from '../language/phrases/mail.ts';
import { say } from '../language/say.ts';
import { durationIn } from '../language/times.ts';
import { MINUTE_MS, minutesInWords } from '../text/time.ts';
import type { Context } from './message.ts';

const LIFETIME_MS = 7 * 24 * 60 * 60_000;

/** When a link that is sent now stops working. */
export const linkEnd = (now: number): Date => new Date(now + LIFETIME_MS);

/** A signed link, if the stack has a console. */
export const linkFor = (
  purpose: Purpose,
  { incidentId }: Incident,
  { links, now }: Context,
): string | undefined =>
  links && linkTo(links.baseUrl, links.secret, { incidentId, purpose, expiresAt: linkEnd(now) });

/** "30 minutes": spelled out, since it stands in the first lines of a mail. */
export const acknowledgedTime = ({ oncall: { language, acknowledgementMinutes } }: Context): string =>
  language === 'ar'
    ? durationIn(language, acknowledgementMinutes * MINUTE_MS)
    : minutesInWords(acknowledgementMinutes);

/** A link under what it is for. It opens a page with a button: mail scanners open links too. */
const linkRows = (purpose: Purpose, incident: Incident, context: Context): string[] => {
  const link = linkFor(purpose, incident, context);
  const { language } = context.oncall;
  if (link === undefined) return [];
  const label =
    purpose === 'acknowledge'
      ? say(language, LINKS.acknowledge, { time: acknowledgedTime(context) })
      : say(language, LINKS[purpose], {});
  return [label, link];
};

/** The one action that is always right while nobody has taken it. */
export const firstLink = (incident: Incident, context: Context): string[] =>
  incident.state === 'open' ? linkRows('acknowledge', incident, context) : [];

/** What else can be done by a link. */
export const otherLinks = (incident: Incident, context: Context): string[] =>
  (incident.state === 'resolved' ? (['view'] as const) : (['silence', 'resolve', 'view'] as const)).flatMap(
    (purpose) => linkRows(purpose, incident, context),
  );
