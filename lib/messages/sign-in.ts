import type { Asker } from '../domain/security/asker.ts';
import { mailToEverybody } from './formats/everybody.ts';
import type { Context, Message } from './sections/message.ts';
import { commandRow, paragraphs } from './text/layout.ts';
import { duration, localTime } from './text/time.ts';

/** What the mail says: the link and the code that does the same, for how long both work, and who asked. */
export type SignInMail = { link: string; code: string; validMs: number; asker: Asker };

/** The mail with a link to sign in. */
export const signInMessage = (
  { link, code, validMs, asker }: SignInMail,
  { oncall, now, place }: Context,
): Message =>
  mailToEverybody(
    'sign-in',
    {
      subject: `Sign-in link for the webhook console (${place.stage})`,
      email: paragraphs(
        [`Somebody asked to sign in to the webhook console of ${place.stage}`],
        [`At ${localTime(now, oncall.timeZone)}, from ${asker.network}, with ${asker.browser}.`],
        [
          'If it was you, open this link in the browser in which you asked, within',
          `${duration(validMs)}. It works once.`,
        ],
        commandRow(link),
        ['Or type this code where you asked, if your mail opens links in another browser:'],
        commandRow(code),
        [
          'If it was not you, do nothing: in a browser that did not ask, neither of them',
          'works. Give the code to nobody, whoever asks you for it.',
        ],
      ),
    },
    oncall,
  );
