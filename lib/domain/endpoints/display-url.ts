import { domainToASCII, domainToUnicode } from 'node:url';
import { isPlainToSee } from './readable-text.ts';

/** A host as people read it: each label in Unicode if it cannot be mistaken for another, else in punycode. */
export const displayHost = (host: string): string => {
  const [, name = host, port = ''] = /^(.*?)(:\d+)?$/.exec(host) ?? [];
  return `${name.split('.').map(displayLabel).join('.')}${port}`;
};

const displayLabel = (label: string): string => {
  if (!label.startsWith('xn--')) return label;
  const unicode = domainToUnicode(label); // empty if it is not valid punycode
  const isItsOwn = unicode !== '' && domainToASCII(unicode) === label;
  return isItsOwn && isPlainToSee(unicode) ? unicode : label;
};

/** Percent-encoded bytes above ASCII. ASCII stays encoded: it may be a slash, a blank or a percent sign. */
const ENCODED = /(?:%[89a-f][0-9a-f])+/gi;
const LETTERS = /^[\p{L}\p{M}\p{N}]+$/u;

const decodedLetters = (encoded: string): string | undefined => {
  try {
    const letters = decodeURIComponent(encoded);
    return LETTERS.test(letters) ? letters : undefined;
  } catch {
    return undefined; // not UTF-8: decodeURIComponent reports it only by throwing
  }
};

/**
 * A path or the names of a query as people read them: letters of other scripts as they are, if the word cannot be
 * mistaken for another. Nothing else is decoded, so no blank, slash or direction mark appears.
 */
export const displayPath = (path: string): string =>
  path.replace(/(?:[a-z0-9]|%[89a-f][0-9a-f])+/gi, (word) => {
    if (!word.includes('%')) return word;
    const whole = word.replace(ENCODED, (encoded) => decodedLetters(encoded) ?? encoded);
    return !whole.includes('%') && isPlainToSee(whole.toLowerCase()) ? whole : word;
  });

/** A URL without secrets, as people read it; machines, commands and keys have it in ASCII. */
export const displayUrl = (shown: string): string => {
  const { protocol, username, host, pathname, search } = new URL(shown);
  return `${protocol}//${username === '' ? '' : `${username}@`}${displayHost(host)}${displayPath(`${pathname}${search}`)}`;
};
