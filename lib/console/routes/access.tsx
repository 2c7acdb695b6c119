import { ulid } from 'ulid';
import * as z from 'zod';
import { endApiToken, listApiTokens, putApiToken, readApiToken } from '../../adapters/dynamodb/api-tokens.ts';
import { PersonName } from '../../domain/incidents/actor.ts';
import {
  type ApiToken,
  hashOf,
  isLive,
  isTokenId,
  ProgramScope,
  TokenName,
  tokenText,
  UNNAMED,
} from '../../domain/security/api-token.ts';
import { announceTokens } from '../../use-cases/security/announce-tokens.ts';
import { AccessPage, type AccessProps } from '../pages/access-page.tsx';
import type { Ctx } from '../request/context.ts';
import { rememberedName, rememberName } from '../request/remembered-name.ts';
import { newSecret } from '../request/session-secret.ts';
import { typedIn } from '../view/typed.ts';
import { viewOf } from '../view/view.ts';

const DAY_MS = 24 * 60 * 60_000;
/** More tokens than that cannot be looked after, and each is announced by an email. */
const MOST_LIVE = 50;

const Wanted = z.object({
  name: TokenName,
  scope: ProgramScope,
  days: z.coerce.number().pipe(z.int().min(1).max(365)),
  actor: PersonName.optional(),
});

/** What each field takes, said of the first that is wrong. */
const ALLOWED: Record<string, string> = {
  name: 'For whom or what: 1 to 40 of a–z, 0–9 and hyphen, such as pager-bridge.',
  scope: 'A token may either read, or read and act.',
  days: 'A token lasts 1 to 365 whole days.',
  actor: 'Your name: at most 60 characters, and without “(API)”, which marks programs.',
};
const wrong = ({ issues }: z.ZodError): string =>
  ALLOWED[String(issues[0]?.path[0] ?? '')] ?? 'This is no form of ours: use the one below.';
const TOO_MANY = `There are ${MOST_LIVE} tokens. End one that is not used any more, then make a new one.`;

type Answer = Pick<AccessProps, 'problem' | 'message' | 'made' | 'madeCalendar' | 'typed'>;

export const showAccess = async (context: Ctx, message: Answer = {}, status: 200 | 400 | 409 = 200) => {
  const { run, site } = context.env;
  const tokens = await listApiTokens(run.store);
  const actor = rememberedName(context);
  return context.html(
    <AccessPage view={viewOf(run)} origin={site.origin} tokens={tokens} actor={actor} {...message} />,
    status,
  );
};

export const accessPage = (context: Ctx) => showAccess(context);

/** Makes a new token, shown once: only a hash of its secret is stored. It is announced to the team by email. */
export const makeToken = async (context: Ctx) => {
  const { run } = context.env;
  const form = await context.req.parseBody();
  const wanted = Wanted.safeParse(form);
  if (!wanted.success)
    return showAccess(context, { problem: wrong(wanted.error), typed: typedIn(form) }, 400);
  const now = run.now();
  const live = (await listApiTokens(run.store)).filter(
    (token) => token.scope !== 'calendar' && isLive(token, now),
  );
  if (live.length >= MOST_LIVE) return showAccess(context, { problem: TOO_MANY, typed: typedIn(form) }, 409);
  const { name, scope, days, actor = rememberedName(context) || UNNAMED } = wanted.data;
  const secret = newSecret();
  const token: ApiToken = {
    id: ulid(now.getTime()).toLowerCase(),
    label: name,
    scope,
    hash: hashOf(secret),
    createdBy: actor,
    createdAt: now.toISOString(),
    until: new Date(now.getTime() + days * DAY_MS).toISOString(),
  };
  if (!(await putApiToken(run.store, token))) throw new Error('an API token with this id is there already');
  const { hash: _, ...shown } = token;
  run.log.info('an API token was made', shown);
  if (wanted.data.actor !== undefined) rememberName(context, actor);
  await announceTokens(run, newSecret(), 'urgent');
  return showAccess(context, { made: { name, token: tokenText(token, secret) } });
};

/** Ends a token at once, whoever made it. */
export const endTokenHere = async (context: Ctx) => {
  const { run } = context.env;
  const id = context.req.param('tokenId') ?? '';
  if (!isTokenId(id)) return context.notFound();
  const actor = rememberedName(context) || UNNAMED;
  const isEnded = await endApiToken(run.store, id, actor, run.now());
  const token = await readApiToken(run.store, id);
  if (!token) return context.notFound();
  if (isEnded) run.log.info('an API token was ended', { id, actor });
  return showAccess(context, {
    message: isEnded ? `The token ${token.label} has ended.` : `The token ${token.label} had ended already.`,
  });
};
