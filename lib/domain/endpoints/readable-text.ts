/*
 * Which international words may be shown as they are: the rule by which browsers decide whether to show a domain in
 * Unicode or in punycode, as in UTS 39 (https://www.unicode.org/reports/tr39/#Restriction_Level_Detection), and
 * narrower where people in a hurry could be misled. Chrome's rule:
 * https://chromium.googlesource.com/chromium/src/+/main/docs/idn.md
 */

/** What a word may be written in: one script, or those that Japanese, Chinese and Korean mix. */
const SINGLE_SCRIPTS: readonly RegExp[] = [
  // Of Latin only ASCII letters with marks, and no look-alikes: not ı, ɑ, ɡ or ĸ.
  /^[a-z0-9\u00df-\u00f6\u00f8-\u0130\u0132-\u0137\u0139-\u0148\u014a-\u017e\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u1ea0-\u1ef9-]+$/,
  /^[\p{Script=Cyrillic}0-9-]+$/u,
  /^[\p{Script=Greek}0-9-]+$/u,
  /^[\p{Script=Arabic}0-9-]+$/u,
  /^[\p{Script=Hebrew}0-9-]+$/u,
  /^[\p{Script=Armenian}0-9-]+$/u,
  /^[\p{Script=Georgian}0-9-]+$/u,
  /^[\p{Script=Devanagari}0-9-]+$/u,
  /^[\p{Script=Bengali}0-9-]+$/u,
  /^[\p{Script=Tamil}0-9-]+$/u,
  /^[\p{Script=Thai}0-9-]+$/u,
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fca-z0-9-]+$/u,
  /^[\p{Script=Han}\p{Script=Bopomofo}a-z0-9-]+$/u,
  /^[\p{Script=Han}\p{Script=Hangul}a-z0-9-]+$/u,
];

/** Words made only of these letters look like Latin words: the old trick, раураl. */
const WHOLE_LOOKALIKES: readonly RegExp[] = [
  /^[аысԁеԍһіюјӏорԗԛѕԝхуъьҽпгѵѡ0-9-]+$/, // Cyrillic
  /^[αβγεηικνορτυωχϲϳ0-9-]+$/, // Greek
  /^[աագզհյղոսցքօւքխմԁ0-9-]+$/, // Armenian
  /^[სხძვწ0-9-]+$/, // Georgian
  /^[דוחיןסװײ0-9-]+$/, // Hebrew
  /^[اهہە0-9-]+$/, // Arabic
  /^[पटनरगा0-9-]+$/, // Devanagari
  /^[ทนบพรหเแดลปฟม0-9-]+$/, // Thai
];

/** Among Latin letters these look like ASCII: strokes, dashes, slashes, an l, an o. */
const MIXED_LOOKALIKES =
  /[\u30fc\u30ce\u30bd\u30be\u30f3\u3078\u30d8\u4e00\u4e36\u4e3f\u4e59\u3007\u53e3\u56d7\u5de5\u30a8\u516b\u30cf\u4eba\u4e8c\u30cb\u4e28\u3163\u3161\u3147\u3105-\u3109]/;
/**
 * Marks so small that a hurried reader overlooks them; a word whose only foreign letters have them looks like ASCII.
 */
const SMALL_MARKS = /[ạẹịọụỵċėġżşţșțņļķģŗąęįų]/g;
const HAS_ASCII_LETTER = /[a-z]/;

/**
 * Marks that belong to their script's spelling; elsewhere they hide something, or belong to a letter with a form of
 * its own.
 */
const MARK = /\p{M}/u;
const MARKS_OF_SPELLING = /^[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Thai}0-9-]+$/u;
/** Digits of other scripts look like other digits, or like letters. */
const FOREIGN_DIGIT = /(?![0-9])\p{N}/u;
/** Invisible characters, direction marks, and a lengthening stroke, which looks like a dash. */
const HIDING = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u0640]/u;

/** Whether a word, in lower case, may be shown as it is, because nobody can mistake it for another. */
export const isPlainToSee = (word: string): boolean => {
  if (/^[\x21-\x7e]*$/.test(word)) return true;
  if (word !== word.normalize('NFC') || HIDING.test(word) || FOREIGN_DIGIT.test(word)) return false;
  if (!SINGLE_SCRIPTS.some((script) => script.test(word))) return false;
  if (MARK.test(word) && !MARKS_OF_SPELLING.test(word)) return false;
  if (/^[\x21-\x7e]*$/.test(word.replaceAll(SMALL_MARKS, ''))) return false;
  if (HAS_ASCII_LETTER.test(word) && MIXED_LOOKALIKES.test(word)) return false;
  return !WHOLE_LOOKALIKES.some((lookalike) => lookalike.test(word));
};
