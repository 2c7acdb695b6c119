import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

/** What a token may do: look, or look and act. */
export const Scope = z.enum(['read', 'act']);
export type Scope = z.infer<typeof Scope>;

/** Whose it is: a plain name, since it stands in the token and in what is said of its acts. */
export const TokenName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected 1–40 of a–z, 0–9 and hyphen');

export type TokenFields = { name: string; scope: Scope; expiresAt: Date };

const TOKEN = /^few_(read|act)_([a-z0-9][a-z0-9-]{0,39})_(\d{1,12})_([A-Za-z0-9_-]{43})$/;

const signature = (secret: string, scope: string, name: string, e: string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['api', scope, name, e]))
    .digest('base64url');

/** A bearer token for the API. It is kept nowhere: the secret of the links vouches for it until it expires. */
export const apiToken = (secret: string, { name, scope, expiresAt }: TokenFields): string => {
  const e = String(Math.floor(expiresAt.getTime() / 1000));
  return `few_${scope}_${name}_${e}_${signature(secret, scope, name, e)}`;
};

/** Whose token it is and what it may do, or nothing if it is not ours or has expired. */
export const readApiToken = (
  token: string,
  secrets: readonly string[],
  now: Date,
): TokenFields | undefined => {
  const [, scope = '', name = '', e = '', given = ''] = TOKEN.exec(token) ?? [];
  const isOurs = secrets
    .map((secret) => timingSafeEqual(digestOf(given), digestOf(signature(secret, scope, name, e))))
    .includes(true);
  const known = Scope.safeParse(scope);
  const expiresAt = new Date(Number(e) * 1000);
  return isOurs && known.success && now < expiresAt ? { name, scope: known.data, expiresAt } : undefined;
};

const digestOf = (text: string): Buffer =>
  createHmac('sha256', 'equal length for any input').update(text).digest();
