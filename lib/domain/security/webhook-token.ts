import { createHmac } from 'node:crypto';
import { isSameSecret } from './constant-time.ts';

/** The secret part of a source's webhook URL: 256 bits, base64url, 43 characters. Raising `version` revokes it. */
export const webhookToken = (secret: string, source: string, version: number): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['webhook', source, version]))
    .digest('base64url');

/**
 * Which of `secrets` (two during a rotation) `token` was made with for `source`: its index, or -1. Compared in
 * constant time.
 */
export const verifyWebhookToken = (
  token: string,
  source: string,
  version: number,
  secrets: readonly string[],
): number =>
  secrets.map((secret) => isSameSecret(token, webhookToken(secret, source, version))).indexOf(true);

/** How many versions back are checked; a source is seldom revoked, and each costs a hash. */
const VERSIONS_KNOWN = 10;

/**
 * Whether `token` was once valid for `source`, before its version was raised. Only somebody who had the URL can have
 * such a token.
 */
export const isRevokedToken = (
  token: string,
  source: string,
  version: number,
  secrets: readonly string[],
): boolean =>
  Array.from({ length: Math.min(VERSIONS_KNOWN, version - 1) }, (_, back) => version - 1 - back)
    .map((earlier) => verifyWebhookToken(token, source, earlier, secrets))
    .some((place) => place >= 0);
