import { Family, Severity } from '../domain/oncall/config.ts';
import type { Context, Message } from './sections/message.ts';
import { commandRow, paragraphs } from './text/layout.ts';
import { duration, localTime } from './text/time.ts';

const MACHINE = JSON.stringify({ version: 1, kind: 'sign-in' });
const LEVELS = ['1', '2', '3', '4', '5'];

/**
 * The mail with a link to sign in. Its text for machines has no link: a queue is no person. Its attributes are all that
 * a filter may ask for, so that every email subscription gets it, whatever it takes of alerts.
 */
export const signInMessage = (link: string, validMs: number, { oncall, now, place }: Context): Message => ({
  channels: ['email'],
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
  machine: MACHINE,
  chat: MACHINE,
  attributes: {
    kind: 'sign-in',
    severity: [...Severity.options],
    family: [...Family.options],
    level: LEVELS,
    channels: ['email'],
    source: [...new Set(['main', ...Object.keys(oncall.sources)])],
  },
});
