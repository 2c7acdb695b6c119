import { type ApiToken, UNNAMED } from '../domain/security/api-token.ts';
import { clean } from '../domain/security/plain-text.ts';
import { mailToEverybody } from './formats/everybody.ts';
import type { Context, Message } from './sections/message.ts';
import { paragraphs, row } from './text/layout.ts';
import { localTime } from './text/time.ts';

const MAY = {
  read: 'read everything',
  act: 'read everything, and act: acknowledge, resolve, silence, note',
} as const;

/** The mail that tells the team of a new API token: who signed in once must not be able to come back unseen. */
export const apiTokenMessage = (
  { label, scope, createdBy, createdAt, until, endedAt }: ApiToken,
  { oncall, now, place, links }: Context,
): Message => {
  const at = (time: string): string => localTime(Date.parse(time), oncall.timeZone);
  const isOver = endedAt !== undefined || Date.parse(until) <= now;
  return mailToEverybody(
    'api-token',
    {
      subject: `New API token "${label}" (${place.stage})`,
      email: paragraphs(
        [`Somebody who is signed in made an API token for ${place.stage}`],
        [
          ...row('Name', label),
          ...row('May', `${MAY[scope]}.`),
          ...row(
            'Made by',
            createdBy === UNNAMED ? 'Somebody who typed no name' : `${clean(createdBy)} (a typed name)`,
          ),
          ...row('Made at', at(createdAt)),
          ...row('Until', endedAt === undefined ? at(until) : `${at(endedAt)}: it was ended`),
        ],
        isOver
          ? ['It cannot be used any more.']
          : [
              'If nobody of you did, end it under Access in the console: it ends at once. It',
              'does not end by itself when somebody signs out.',
            ],
        links && !isOver ? [`${links.baseUrl}/console/access`] : [],
      ),
    },
    oncall,
  );
};
