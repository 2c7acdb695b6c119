import { clean, cleanLines } from '../../domain/security/plain-text.ts';
import { redact } from '../../domain/security/redact.ts';

export { shownText } from '../../domain/security/shown-text.ts';

/** The same of what people typed into more than one line. */
export const shownLines = (text: string): string => cleanLines(redact(text));

/** At most `length` code units of ASCII; cut in the middle, where a URL says least. */
export const clipMiddle = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const kept = Math.max(0, length - 3);
  const start = Math.ceil(kept / 2);
  return `${text.slice(0, start)}...${text.slice(text.length - (kept - start))}`.slice(0, length);
};

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

/** Lines of at most `width` code points, broken at spaces; a longer word stays whole, so that it can be copied. */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && lengthOf(line) + 1 + lengthOf(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
};

/** As `wrap`, but breaking words that are too long: for foreign text that nobody copies. */
export const wrapHard = (text: string, width: number): string[] =>
  wrap(text, width).flatMap((line) => {
    const points = Array.from(line);
    return Array.from({ length: Math.max(1, Math.ceil(points.length / width)) }, (_, index) =>
      points.slice(index * width, (index + 1) * width).join(''),
    );
  });

const lengthOf = (text: string): number => Array.from(text).length;
