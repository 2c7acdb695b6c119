import type { Incident } from '../../domain/incidents/incident.ts';
import { isSilenced, type Silence } from '../../domain/incidents/silence.ts';
import { type Purpose, signLink } from '../../domain/security/signed-link.ts';
import { LINKS } from '../language/phrases/mail.ts';
import { say } from '../language/say.ts';
import { durationIn } from '../language/times.ts';
import { MINUTE_MS, minutesInWords } from '../text/time.ts';
import type { Alert, Context } from './message.ts';

const SECOND_MS = 1000;
const LIFETIME_MS = 7 * 24 * 60 * 60_000;

/** When a link that is sent now stops working. */
export const linkEnd = (now: number): Date => new Date(now + LIFETIME_MS);

/** A signed link, if the stack has a console. */
export const linkFor = (
  purpose: Purpose,
  { incidentId }: Incident,
  { links, now }: Context,
): string | undefined =>
  links && signLink(links.baseUrl, links.secret, { incidentId, purpose, expiresAt: linkEnd(now) });

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
export const otherLinks = ({ incident, silence }: Alert, context: Context): string[] =>
  otherPurposes(incident, silence, new Date(context.now)).flatMap((purpose) =>
    linkRows(purpose, incident, context),
  );

/** Who hears of a silence may know better; once it is over, it can be silenced again. */
const otherPurposes = (incident: Incident, silence: Silence | undefined, now: Date): Purpose[] => {
  if (incident.state === 'resolved') return ['view'];
  return isSilenced(silence, incident, now)
    ? ['unsilence', 'resolve', 'view']
    : ['silence', 'resolve', 'view'];
};

/** The underscore arrives as a blank on some networks, so a link for an SMS is signed until it has none in its signature. */
const withoutUnderscore = (linkAt: (seconds: number) => string): string | undefined => {
  for (let seconds = 0; seconds < SIGNATURES_TRIED; seconds++) {
    const link = linkAt(seconds);
    if (!link.slice(link.indexOf('?')).includes('_')) return link;
  }
  return undefined;
};

/** Half of all signatures have none: a hundred in a row with one do not happen. */
const SIGNATURES_TRIED = 100;

/** The link by which an SMS is acknowledged, where a team has said that its country allows links in SMS. */
export const smsLinkFor = (named: string, { links, oncall, now }: Context): string | undefined =>
  oncall.smsLinks && links
    ? withoutUnderscore((seconds) =>
        signLink(links.baseUrl, links.secret, {
          incidentId: named,
          purpose: 'acknowledge',
          expiresAt: new Date(linkEnd(now).getTime() + seconds * SECOND_MS),
        }),
      )
    : undefined;

/** The same for an incident that nobody has acknowledged. */
export const smsLink = ({ incidentId, state }: Incident, context: Context): string | undefined =>
  state === 'open' ? smsLinkFor(incidentId, context) : undefined;
