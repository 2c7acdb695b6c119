import { type ApiToken, UNNAMED } from '../domain/security/api-token.ts';
import { clean } from '../domain/security/plain-text.ts';
import { mailToEverybody } from './formats/everybody.ts';
import { API_TOKEN } from './language/phrases/other-mails.ts';
import { inDirection, say } from './language/say.ts';
import { dayAndClockIn, zoneIn } from './language/times.ts';
import type { Context, Message } from './sections/message.ts';
import { paragraphs } from './text/layout.ts';
import { withTranslations } from './translations.ts';

/**
 * The email that announces a new API token to the team: whoever signed in once must not be able to return unnoticed.
 */
export const apiTokenMessage = (token: ApiToken, context: Context): Message =>
  withTranslations((inContext) => tokenMail(token, inContext), context);

const tokenMail = (token: ApiToken, context: Context): Message => {
  const { label, scope, createdBy, createdAt, until, endedAt } = token;
  const { oncall, now, place, links } = context;
  const { language } = oncall;
  const at = (time: string) => ({ at: dayAndClockIn(context, Date.parse(time)), zone: zoneIn(oncall) });
  const isOver = endedAt !== undefined || Date.parse(until) <= now;
  const mail = paragraphs(
    [say(language, API_TOKEN.made, { stage: place.stage })],
    [
      say(language, API_TOKEN.name, { label }),
      say(language, API_TOKEN[scope], {}),
      createdBy === UNNAMED
        ? say(language, API_TOKEN.byNobody, {})
        : say(language, API_TOKEN.actor, { name: clean(createdBy) }),
      say(language, API_TOKEN.at, at(createdAt)),
      endedAt === undefined
        ? say(language, API_TOKEN.until, at(until))
        : say(language, API_TOKEN.ended, at(endedAt)),
    ],
    isOver
      ? [say(language, API_TOKEN.over, {})]
      : [
          say(language, links ? API_TOKEN.endAt : API_TOKEN.end, {}),
          ...(links ? [`${links.baseUrl}/console/access`] : []),
        ],
  );
  return mailToEverybody(
    'api-token',
    { subject: `New API token "${label}" (${place.stage})`, email: inDirection(language, mail) },
    oncall,
  );
};
