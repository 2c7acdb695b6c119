import { ulid } from 'ulid';
import * as z from 'zod';
import { listApiTokens, putApiToken } from '../../adapters/dynamodb/api-tokens.ts';
import { PersonName } from '../../domain/incidents/actor.ts';
import {
  type ApiToken,
  hashOf,
  isLive,
  TokenName,
  tokenText,
  UNNAMED,
} from '../../domain/security/api-token.ts';
import type { Ctx } from '../request/context.ts';
import { rememberedName, rememberName } from '../request/remembered-name.ts';
import { newSecret } from '../request/session-secret.ts';
import { typedIn } from '../view/typed.ts';
import { showAccess } from './access.tsx';

const DAY_MS = 24 * 60 * 60_000;
const LASTS_DAYS = 365;
/** Two for each of a hundred people: the list has to be looked through. */
const MOST_CALENDARS = 200;

const Wanted = z.object({
  calendar: TokenName,
  person: z.string().transform((person) => (person === '' ? undefined : person)),
  actor: PersonName.optional(),
});

const ALLOWED: Record<string, string> = {
  calendar: 'For what: 1 to 40 of a–z, 0–9 and hyphen, such as phone-of-sara.',
  person: 'Choose whose turns it shows.',
  actor: 'Your name: at most 60 characters, and without “(API)”, which marks programs.',
};
const TOO_MANY = `There are ${MOST_CALENDARS} calendars. End one that is not used any more, then make a new one.`;

/**
 * Makes the address of a calendar, shown once: only a hash of its secret is stored. No mail announces it, as it opens no more
 * than who is on duty when; it is listed with the tokens, and ended like them.
 */
export const makeCalendar = async (context: Ctx) => {
  const { run, site } = context.env;
  const form = await context.req.parseBody();
  const refuse = (problem: string, status: 400 | 409) =>
    showAccess(context, { problem, typed: typedIn(form) }, status);
  const wanted = Wanted.safeParse(form);
  if (!wanted.success)
    return refuse(
      ALLOWED[String(wanted.error.issues[0]?.path[0] ?? '')] ?? 'This is no form of ours: use the one below.',
      400,
    );
  const { calendar, person, actor = rememberedName(context) || UNNAMED } = wanted.data;
  if (person !== undefined && !Object.hasOwn(run.oncall.people, person))
    return refuse('Choose whose turns it shows.', 400);
  const now = run.now();
  const live = (await listApiTokens(run.store)).filter(
    (token) => token.scope === 'calendar' && isLive(token, now),
  );
  if (live.length >= MOST_CALENDARS) return refuse(TOO_MANY, 409);
  const secret = newSecret();
  const token: ApiToken = {
    id: ulid(now.getTime()).toLowerCase(),
    label: calendar,
    scope: 'calendar',
    ...(person !== undefined && { person }),
    hash: hashOf(secret),
    createdBy: actor,
    createdAt: now.toISOString(),
    until: new Date(now.getTime() + LASTS_DAYS * DAY_MS).toISOString(),
    announcedAt: now.toISOString(),
  };
  if (!(await putApiToken(run.store, token))) throw new Error('a token with this id is there already');
  const { hash: _, ...shown } = token;
  run.log.info('a calendar was made', shown);
  if (wanted.data.actor !== undefined) rememberName(context, actor);
  const address = `${site.origin}/api/v1/calendar/${tokenText(token, secret)}.ics`;
  return showAccess(context, { madeCalendar: { name: calendar, address } });
};
