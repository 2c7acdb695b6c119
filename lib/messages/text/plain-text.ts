import { clean, cleanLines } from '../../domain/security/plain-text.ts';
import { redact } from '../../domain/security/redact.ts';

export { shownText } from '../../domain/security/shown-text.ts';

/** The same of what people typed into more than one line. */
export const shownLines = (text: string): string => cleanLines(redact(text));

const LOOKALIKES: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′`´]/g, "'"],
  [/[“”„‟″«»]/g, '"'],
  [/[‐‑‒–—―−]/g, '-'],
  [/…/g, '...'],
  [/[،؛]/g, ','],
];

/** Printable ASCII: signs by their look, accents dropped, any other run as one question mark. */
export const ascii = (text: string): string =>
  LOOKALIKES.reduce((soFar, [pattern, sign]) => soFar.replace(pattern, sign), clean(text))
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^ -~]+/g, '?')
    .replace(/ {2,}/g, ' ')
    .trim();
