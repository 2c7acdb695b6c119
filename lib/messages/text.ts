// What could forge a line, hide text or turn its direction in a reader: line and paragraph separators and controls,
// bidirectional controls, invisible characters, interlinear marks and tags.
const LINE_BREAKING = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const INVISIBLE = /[\p{Bidi_Control}\u{200b}\u{2060}-\u{2064}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]/gu;

/** Foreign text as one well-formed line; Arabic, emoji and whatever else is visible stay. */
export const clean = (text: string): string =>
  text.toWellFormed().replace(LINE_BREAKING, ' ').replace(INVISIBLE, '').replace(/ {2,}/g, ' ').trim();

/** At most `length` code points; what is cut ends with `mark`. */
export const clip = (text: string, length: number, mark = '…'): string => {
  const points = Array.from(text);
  return points.length <= length
    ? text
    : `${points.slice(0, Math.max(0, length - mark.length)).join('')}${mark.slice(0, Math.max(0, length))}`;
};

/** At most `length` code units of ASCII; what is cut is cut in the middle, where an address says least. */
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

/** Printable ASCII: signs by their look, accents dropped, each run of anything else as one question mark. */
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
