import { createHash } from 'node:crypto';
import * as z from 'zod';
import { isSameSecret } from './constant-time.ts';

/** What a token may do: read, or read and act; one for a calendar opens that calendar and nothing else. */
export const Scope = z.enum(['read', 'act', 'calendar']);
export type Scope = z.infer<typeof Scope>;

/** What a program may do. */
export const ProgramScope = Scope.exclude(['calendar']);

/** The token's name: plain, since it appears in the record of its actions. */
export const TokenName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected 1–40 of a–z, 0–9 and hyphen');

/**
 * Item `api-token#ID` of the table `control`. Only a hash of the secret is stored. An ended token stays for a while,
 * so that it can be listed and announced.
 */
export const ApiToken = z.object({
  id: z.string().min(1),
  label: TokenName,
  scope: Scope,
  /** Whose turns a calendar shows; everybody's without it. */
  person: z.string().min(1).optional(),
  hash: z.string().min(1),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  until: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().optional().catch(undefined),
  endedAt: z.iso.datetime().optional(),
  endedBy: z.string().optional().catch(undefined),
  /** When it was announced to the team. */
  announcedAt: z.iso.datetime().optional().catch(undefined),
});
export type ApiToken = z.infer<typeof ApiToken>;

/** The name of somebody who is signed in and has typed none. */
export const UNNAMED = 'somebody signed in';

const ID = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** Whether it can be a token's id; anything else need not be looked up. */
export const isTokenId = (text: string): boolean => ID.test(text);

const TEXT = /^few_(?:read|act|calendar)_([0-9a-hjkmnp-tv-z]{26})_([A-Za-z0-9_-]{43})$/;

/** The token as its holder has it. The scope in it is only for people. */
export const tokenText = ({ id, scope }: Pick<ApiToken, 'id' | 'scope'>, secret: string): string =>
  `few_${scope}_${id}_${secret}`;

/** The id and the secret in a token; undefined if it has another form. */
export const readTokenText = (text: string): { id: string; secret: string } | undefined => {
  const [, id, secret] = TEXT.exec(text) ?? [];
  return id !== undefined && secret !== undefined ? { id, secret } : undefined;
};

/** The hash under which a secret is stored: 256 random bits need no slow hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Whether it can still be used: not ended, and not too old. */
export const isLive = ({ endedAt, until }: ApiToken, now: Date): boolean =>
  endedAt === undefined && now.getTime() < Date.parse(until);

/** Whether `secret` belongs to a token that can still be used, compared in constant time. */
export const isGood = (token: ApiToken, secret: string, now: Date): boolean =>
  isSameSecret(hashOf(secret), token.hash) && isLive(token, now);

/** How often the last use is recorded: enough to know what is still in use. */
export const USE_NOTED_EACH_MS = 60 * 60_000;

export const isUseNews = ({ lastUsedAt }: ApiToken, now: Date): boolean =>
  lastUsedAt === undefined || now.getTime() - Date.parse(lastUsedAt) >= USE_NOTED_EACH_MS;
