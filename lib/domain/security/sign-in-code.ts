import { createHmac } from 'node:crypto';
import { isSameSecret } from './constant-time.ts';

const DIGITS = 8;

/** So many wrong codes end a code: with 8 digits that is one chance in twenty million for each mail. */
export const MOST_GUESSES = 5;

/**
 * A code for those whose mail program opens links in a browser of its own: typed into the browser that asked, it does what
 * the link does. It is derived from that browser and that link, so no table holds it, and elsewhere it is another one.
 */
export const signInCode = (secret: string, { browser, link }: { browser: string; link: string }): string => {
  const bytes = createHmac('sha256', secret)
    .update(JSON.stringify(['sign-in code', browser, link]))
    .digest();
  return String(bytes.readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, '0');
};

/** "1234 5678": as people read it aloud. */
export const spacedCode = (code: string): string => `${code.slice(0, DIGITS / 2)} ${code.slice(DIGITS / 2)}`;

/** The digits of what was typed, in any script's digits and with whatever stands between; nothing if it is no code. */
export const codeIn = (typed: string): string | undefined => {
  const digits = typed
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[\s-]/g, '');
  return /^[0-9]{8}$/.test(digits) ? digits : undefined;
};

/** Whether `code` is the one of this browser and link, under the current secret or the one before, in constant time. */
export const isSignInCode = (
  code: string,
  secrets: readonly string[],
  of: { browser: string; link: string },
): boolean => secrets.map((secret) => isSameSecret(code, signInCode(secret, of))).includes(true);
