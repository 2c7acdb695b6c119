import { createHmac, randomBytes } from 'node:crypto';
import { isSameSecret } from './constant-time.ts';

/** Longer than any sign-in link works. */
export const PROOF_MS = 60 * 60_000;

const PROOF = /^(\d{1,12})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

const signature = (secret: string, seconds: string, nonce: string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['sign-in', seconds, nonce]))
    .digest('base64url');

/**
 * What a browser keeps after asking to sign in: with it, and with a link from the email, it is let in. It says only
 * that this browser asked, and when, so one email serves all who asked; the link still works once.
 */
export const browserProof = (secret: string, now: Date): string => {
  const seconds = String(Math.floor(now.getTime() / 1000));
  const nonce = randomBytes(16).toString('base64url');
  return `${seconds}.${nonce}.${signature(secret, seconds, nonce)}`;
};

/** Whether `text` is a proof that we made and that is recent enough. */
export const isBrowserProof = (text: string, secrets: readonly string[], now: Date): boolean => {
  const [, seconds = '', nonce = '', given = ''] = PROOF.exec(text) ?? [];
  const isOurs = secrets
    .map((secret) => isSameSecret(given, signature(secret, seconds, nonce)))
    .includes(true);
  const ageMs = now.getTime() - Number(seconds) * 1000;
  return isOurs && ageMs >= -PROOF_MS && ageMs < PROOF_MS;
};
