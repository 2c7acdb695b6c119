import { type SetPurpose, setLinkId } from '../../domain/incidents/incident-set.ts';
import { signLink } from '../../domain/security/signed-link.ts';
import { DIGEST } from '../language/phrases/digests.ts';
import { say } from '../language/say.ts';
import { acknowledgedTime, firstLink, linkEnd, otherLinks, smsLinkFor } from './links.ts';
import type { Alert, Context } from './message.ts';

/**
 * The link that acts on all members of a digest that it can be done to, under what it is for. Of one alone it is that
 * one's own.
 */
export const allLink = (purpose: SetPurpose, members: readonly Alert[], context: Context): string[] => {
  const { links, setId, oncall, now } = context;
  const [only, ...others] = members;
  if (only && others.length === 0)
    return purpose === 'acknowledge' ? firstLink(only.incident, context) : otherLinks(only, context);
  const count = members.length;
  if (!links || setId === undefined || count === 0) return [];
  const { language } = oncall;
  const label =
    purpose === 'acknowledge'
      ? say(language, DIGEST.acknowledgeAll, { count, time: acknowledgedTime(context) })
      : say(language, DIGEST.silenceAll, { count });
  return [
    label,
    signLink(links.baseUrl, links.secret, { incidentId: setLinkId(setId), purpose, expiresAt: linkEnd(now) }),
  ];
};

/** Under a link that answers for all of a mail: that there is more than the mail names. */
export const moreLink = ({ links, more = 0, oncall: { language } }: Context): string[] => {
  if (!links || more === 0) return [];
  const text = more === 1 ? say(language, DIGEST.moreOne, {}) : say(language, DIGEST.more, { count: more });
  return [text, `${links.baseUrl}/console`];
};

/** Where all that fails can be seen. */
export const openLink = ({ links, oncall: { language } }: Context): string[] =>
  links ? [say(language, DIGEST.see, {}), `${links.baseUrl}/console`] : [];

/** The link of an SMS that acknowledges all that it counts. */
export const smsSetLink = (context: Context): string | undefined =>
  context.setId === undefined ? undefined : smsLinkFor(setLinkId(context.setId), context);
