import type { RuntimeOncallConfig } from '../../domain/oncall/config.ts';
import type { Phrase } from './phrases/phrase.ts';

export type Language = RuntimeOncallConfig['language'];

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

type Values<Of extends Phrase> = Record<NamesIn<Of['en']>, string | number>;

/** Keeps a text of either direction apart from what stands around it. https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates */
const FIRST_STRONG_ISOLATE = '\u2068';
const LEFT_TO_RIGHT_ISOLATE = '\u2066';
const POP_ISOLATE = '\u2069';
const RIGHT_TO_LEFT_MARK = '\u200f';

/** Text of unknown direction inside an Arabic line. */
const isolated = (text: string): string => `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`;

/** A code, a host or a time inside an Arabic line: always from left to right. */
export const isolatedLtr = (text: string): string => `${LEFT_TO_RIGHT_ISOLATE}${text}${POP_ISOLATE}`;

const fill = (
  template: string,
  values: Readonly<Record<string, string | number>>,
  shown: (value: string | number) => string,
): string =>
  template.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    return value === undefined ? hole : shown(value);
  });

/** What is Arabic or a number stands by itself; everything else could turn what is beside it. */
const shownInArabic = (value: string | number): string =>
  typeof value === 'number' || /^[\p{Script=Arabic}\d ]+$/u.test(value) ? String(value) : isolated(value);

/** A phrase in a language, with its values in their places; in Arabic each text among them is isolated. */
export const say = <Of extends Phrase>(language: Language, phrase: Of, values: Values<Of>): string =>
  language === 'ar' ? fill(phrase.ar, values, shownInArabic) : fill(phrase.en, values, String);

/** A phrase about an address: in the line in English, under it in Arabic, where an address stands alone. */
export const withAddress = <Of extends Phrase>(
  language: Language,
  phrase: Of,
  address: string,
  values: Omit<Values<Of>, 'address'>,
): string[] => {
  const words = say<Phrase>(language, phrase, { ...values, address });
  return language === 'ar' ? [words, address] : [words];
};

/** An isolate's beginning or end, or Latin words with what joins them: "HTTP 503", "oncall.yml", "https://". */
const PIECES = /[\u2066-\u2068]|\u2069|[A-Za-z]\w*(?:[ .:/@_+&'-]+\w+)*(?::\/\/)?/g;

/** Latin words of an Arabic line as isolates, but for those that stand in one already. */
const withIsolatedLatin = (line: string): string => {
  let depth = 0;
  return line.replace(PIECES, (piece) => {
    if (piece === POP_ISOLATE) depth = Math.max(0, depth - 1);
    else if (/^[\u2066-\u2068]$/.test(piece)) depth += 1;
    else if (depth === 0) return isolatedLtr(piece);
    return piece;
  });
};

/**
 * An Arabic line whose signs stay where they belong even in a program that shows every line from left to right: one that
 * begins or ends with anything but an Arabic letter has a mark of direction there. A line without Arabic stays as it is.
 */
const arabicLine = (line: string): string => {
  if (!/\p{Script=Arabic}/u.test(line)) return line;
  const before = /^\p{Script=Arabic}/u.test(line) ? '' : RIGHT_TO_LEFT_MARK;
  const after = /\p{Script=Arabic}$/u.test(line) ? '' : RIGHT_TO_LEFT_MARK;
  return `${before}${withIsolatedLatin(line)}${after}`;
};

/** A mail as it is sent in a language. */
export const inDirection = (language: Language, mail: string): string =>
  language === 'ar' ? mail.split('\n').map(arabicLine).join('\n') : mail;
