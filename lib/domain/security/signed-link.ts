import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { isSameSecret } from './constant-time.ts';

/** What a signed link is for. It opens a page; only a POST from it acts. */
export const Purpose = z.enum(['acknowledge', 'silence', 'unsilence', 'resolve', 'view']);
export type Purpose = z.infer<typeof Purpose>;

/** The parts of a link as they are in its path and query: unparsed, since every character is signed. */
export type LinkParts = { incidentId: string; purpose: string; e: string; s: string };

const signature = (secret: string, incidentId: string, purpose: string, e: string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['act', purpose, incidentId, e]))
    .digest('base64url');

/**
 * Makes a link for one purpose and one incident, valid until `expiresAt`. `baseUrl` is the console's, without a slash
 * at its end.
 */
export const signLink = (
  baseUrl: string,
  secret: string,
  { incidentId, purpose, expiresAt }: { incidentId: string; purpose: Purpose; expiresAt: Date },
): string => {
  const e = String(Math.floor(expiresAt.getTime() / 1000));
  const s = signature(secret, incidentId, purpose, e);
  return `${baseUrl}/act/${encodeURIComponent(incidentId.toWellFormed())}/${purpose}?e=${e}&s=${s}`;
};

/**
 * Verifies a link for this purpose and incident, under the current secret or the previous one, in constant time. A
 * link that is not ours is `wrong`, even if it looks expired.
 */
export const verifyLink = (
  { incidentId, purpose, e, s }: LinkParts,
  secrets: readonly string[],
  now: Date,
): 'ok' | 'expired' | 'wrong' => {
  const isOurs = secrets
    .map((secret) => isSameSecret(s, signature(secret, incidentId, purpose, e)))
    .includes(true);
  if (!isOurs || !Purpose.safeParse(purpose).success || !/^\d{1,12}$/.test(e)) return 'wrong';
  return now.getTime() < Number(e) * 1000 ? 'ok' : 'expired';
};
