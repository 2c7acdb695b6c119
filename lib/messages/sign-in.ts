import { mailToEverybody } from './formats/everybody.ts';
import type { Context, Message } from './sections/message.ts';
import { commandRow, paragraphs } from './text/layout.ts';
import { duration, localTime } from './text/time.ts';

/** The mail with a link to sign in. */
export const signInMessage = (link: string, validMs: number, { oncall, now, place }: Context): Message =>
  mailToEverybody(
    'sign-in',
    {
      subject: `Sign-in link for the webhook console (${place.stage})`,
      email: paragraphs(
        [`Somebody asked to sign in to the webhook console of ${place.stage}`],
        [`At ${localTime(now, oncall.timeZone)}.`],
        [
          'If it was you, open this link in the browser in which you asked, within',
          `${duration(validMs)}. It works once.`,
        ],
        commandRow(link),
        ['If it was not you, do nothing: in a browser that did not ask the link does not', 'work.'],
      ),
    },
    oncall,
  );
