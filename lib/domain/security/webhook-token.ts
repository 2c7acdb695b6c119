import { createHmac, timingSafeEqual } from 'node:crypto';

/** The secret part of a source's webhook URL: 256 bits, base64url, 43 characters. Raising `version` revokes it. */
export const webhookToken = (secret: string, source: string, version: number): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['webhook', source, version]))
    .digest('base64url');

/**
 * Under which of `secrets` (two during a rotation) `token` belongs to `source`: its place in the list, or -1. Takes a
 * time that tells nothing of the token.
 */
export const secretOfToken = (
  token: string,
  source: string,
  version: number,
  secrets: readonly string[],
): number => {
  const given = createHmac('sha256', 'equal length for any input').update(token).digest();
  return secrets
    .map((secret) => webhookToken(secret, source, version))
    .map((expected) => createHmac('sha256', 'equal length for any input').update(expected).digest())
    .map((expected) => timingSafeEqual(given, expected))
    .indexOf(true);
};
