// Characters that could forge a line, hide text or change its direction: line and paragraph separators and controls,
// bidirectional controls, invisible characters, interlinear marks and tags.
const LINE_BREAKING = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const INVISIBLE = /[\p{Bidi_Control}\u{200b}\u{2060}-\u{2064}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]/gu;

/** Foreign text as one well-formed line; Arabic, emoji and everything else that is visible stay. */
export const clean = (text: string): string =>
  text.toWellFormed().replace(LINE_BREAKING, ' ').replace(INVISIBLE, '').replace(/ {2,}/g, ' ').trim();

/** The same of what people type into more than one line: their line breaks stay, at most one empty line between two. */
export const cleanLines = (text: string): string =>
  text
    .split(/\r\n?|\n/)
    .map(clean)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** At most `length` code points; what is cut ends with `mark`. */
export const clip = (text: string, length: number, mark = '…'): string => {
  const points = Array.from(text);
  return points.length <= length
    ? text
    : `${points.slice(0, Math.max(0, length - mark.length)).join('')}${mark.slice(0, Math.max(0, length))}`;
};
