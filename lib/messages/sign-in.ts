import type { Asker } from '../domain/security/asker.ts';
import { mailToEverybody } from './formats/everybody.ts';
import { SIGN_IN } from './language/phrases/other-mails.ts';
import { inDirection, say } from './language/say.ts';
import { dayAndClockIn, durationIn, zoneIn } from './language/times.ts';
import type { Context, Message } from './sections/message.ts';
import { paragraphs } from './text/layout.ts';
import { withTranslations } from './translations.ts';

/** What the mail says: the link and the code that does the same, for how long both work, and who asked. */
export type SignInMail = { link: string; code: string; validMs: number; asker: Asker };

/** The email with a sign-in link. */
export const signInMessage = (mail: SignInMail, context: Context): Message =>
  withTranslations((inContext) => signInMail(mail, inContext), context);

const signInMail = ({ link, code, validMs, asker }: SignInMail, context: Context): Message => {
  const { oncall, now, place } = context;
  const { language } = oncall;
  const mail = paragraphs(
    [
      say(language, SIGN_IN.asked, {
        stage: place.stage,
        at: dayAndClockIn(context, now),
        zone: zoneIn(oncall),
      }),
      say(language, SIGN_IN.asker, { network: asker.network, browser: asker.browser }),
    ],
    [say(language, SIGN_IN.open, { time: durationIn(language, validMs) }), link],
    [say(language, SIGN_IN.code, {}), code],
    [say(language, SIGN_IN.ignore, {})],
  );
  const subject = `Sign-in link for the webhook console (${place.stage})`;
  return mailToEverybody('sign-in', { subject, email: inDirection(language, mail) }, oncall);
};
