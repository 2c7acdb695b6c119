import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import { putApiToken } from '../../../lib/adapters/dynamodb/api-tokens.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import { hashOf, type Scope, tokenText } from '../../../lib/domain/security/api-token.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { storeOf } from '../stack.ts';

const DAY_MS = 24 * 60 * 60_000;

type Wanted = { label?: string; ms?: number };

/** A token for the API that the team was told of, without the console. */
export const newApiToken = async (
  store: Store,
  scope: Scope,
  { label = 'test', ms = DAY_MS }: Wanted = {},
): Promise<string> => {
  const [id, secret] = [ulid().toLowerCase(), randomBytes(32).toString('base64url')];
  const createdAt = new Date().toISOString();
  await putApiToken(store, {
    id,
    label,
    scope,
    hash: hashOf(secret),
    createdBy: 'a test',
    createdAt,
    until: new Date(Date.now() + ms).toISOString(),
    announcedAt: createdAt,
  });
  return tokenText({ id, scope }, secret);
};

/** One for a running stack. */
export const apiTokenOf = (stack: Stack, scope: Scope, wanted: Wanted = {}): Promise<string> =>
  newApiToken(storeOf(stack), scope, wanted);
