import { type SetPurpose, setLinkId } from '../../domain/incidents/incident-set.ts';
import { signLink } from '../../domain/security/signed-link.ts';
import { DIGEST } from '../language/phrases/digests.ts';
import { say } from '../language/say.ts';
import { acknowledgedTime, linkEnd, smsLinkFor } from './links.ts';
import type { Context } from './message.ts';

/** The link that acts on all members of a digest that it can be done to, under what it is for. */
export const allLink = (purpose: SetPurpose, count: number, context: Context): string[] => {
  const { links, setId, oncall, now } = context;
  if (!links || setId === undefined || count < 2) return [];
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

/** Where all that fails can be seen. */
export const openLink = ({ links, oncall: { language } }: Context): string[] =>
  links ? [say(language, DIGEST.see, {}), `${links.baseUrl}/console`] : [];

/** The link of an SMS that acknowledges all that it is about. */
export const smsSetLink = (count: number, context: Context): string | undefined =>
  context.setId === undefined || count < 2 ? undefined : smsLinkFor(setLinkId(context.setId), context);
