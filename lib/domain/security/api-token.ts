import { createHash } from 'node:crypto';
import * as z from 'zod';
import { isSameSecret } from './constant-time.ts';

/** What a token may do: look, or look and act. */
export const Scope = z.enum(['read', 'act']);
export type Scope = z.infer<typeof Scope>;

/** Whose it is: a plain name, since it stands in what is said of its acts. */
export const TokenName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected 1–40 of a–z, 0–9 and hyphen');

/**
 * Item `api-token#ID` of the table `control`. Of the secret only a hash is kept. One that was ended stays for a while,
 * so that it can be seen, and told of, that it was there.
 */
export const ApiToken = z.object({
  id: z.string().min(1),
  label: TokenName,
  scope: Scope,
  hash: z.string().min(1),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  until: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().optional().catch(undefined),
  endedAt: z.iso.datetime().optional(),
  endedBy: z.string().optional().catch(undefined),
  /** When the team was told of it. */
  announcedAt: z.iso.datetime().optional().catch(undefined),
});
export type ApiToken = z.infer<typeof ApiToken>;

/** Who is signed in and has typed no name. */
export const UNNAMED = 'somebody signed in';

const ID = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** Whether it can be the id of a token: nothing else need be asked of the table. */
export const isTokenId = (text: string): boolean => ID.test(text);

const TEXT = /^few_(?:read|act)_([0-9a-hjkmnp-tv-z]{26})_([A-Za-z0-9_-]{43})$/;

/** The token as its bearer has it. What it may do stands in it for people alone. */
export const tokenText = ({ id, scope }: Pick<ApiToken, 'id' | 'scope'>, secret: string): string =>
  `few_${scope}_${id}_${secret}`;

/** Which token a bearer names, and the secret that is to prove it; nothing where it has another form. */
export const readTokenText = (text: string): { id: string; secret: string } | undefined => {
  const [, id, secret] = TEXT.exec(text) ?? [];
  return id !== undefined && secret !== undefined ? { id, secret } : undefined;
};

/** Under which its secret is kept: 256 random bits need no slow hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Whether it can still be used: not ended, and not too old. */
export const isLive = ({ endedAt, until }: ApiToken, now: Date): boolean =>
  endedAt === undefined && now.getTime() < Date.parse(until);

/** Whether `secret` is that of a token that can still be used. Takes a time that tells nothing of the secret. */
export const isGood = (token: ApiToken, secret: string, now: Date): boolean =>
  isSameSecret(hashOf(secret), token.hash) && isLive(token, now);

/** Its last use is written once in so long: enough to know what is still in use. */
export const USE_NOTED_EACH_MS = 60 * 60_000;

export const isUseNews = ({ lastUsedAt }: ApiToken, now: Date): boolean =>
  lastUsedAt === undefined || now.getTime() - Date.parse(lastUsedAt) >= USE_NOTED_EACH_MS;
