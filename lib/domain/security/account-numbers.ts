import { eachMatch } from './each-match.ts';
import type { Found } from './secrets-in-urls.ts';

/** As printed on cards: in one piece, or in groups separated by the same blank or dash. */
const CARD =
  /(?<![\dA-Fa-f]|\d[.])(?:\d{13,19}|\d{4}([ \u00a0._-]{1,2})\d{4}\1\d{4}\1\d{1,7}|\d{4}([ \u00a0._-]{1,2})\d{6}\2\d{4,5}|\d{8}[ \u00a0._-]\d{8})(?!\w|[.-]\d)/g;
/** The shortest first group: another number may begin behind it. */
const GROUP = 4;
/** No card network issues numbers that begin otherwise; times and most order numbers do. */
const ISSUED = /^(?:3|4|5|6|2[2-7]|9)/;
const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g;

/** Luhn's check digit, ignoring separators. https://www.iso.org/standard/70484.html */
const hasCheckDigit = (text: string, start: number, end: number): boolean => {
  let sum = 0;
  let isDoubled = false;
  for (let index = end - 1; index >= start; index--) {
    const digit = text.charCodeAt(index) - 0x30;
    if (digit < 0 || digit > 9) continue;
    sum += isDoubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
    isDoubled = !isDoubled;
  }
  return sum % 10 === 0;
};

/**
 * The check of an IBAN: the first four characters go to the end, letters are 10 to 35, and the remainder by 97 is 1.
 * https://www.iso.org/standard/81090.html
 */
const isIban = (iban: string): boolean => {
  let rest = 0;
  for (let index = 4; index < iban.length + 4; index++) {
    const unit = iban.charCodeAt(index % iban.length);
    if (unit >= 0x41) rest = (rest * 100 + unit - 0x37) % 97;
    else if (unit >= 0x30) rest = (rest * 10 + unit - 0x30) % 97;
  }
  return rest === 1;
};

/** Numbers of cards and bank accounts, recognised by their check digits: what only looks like one stays. */
export const accountNumbers = (text: string, found: Found): void => {
  CARD.lastIndex = 0;
  for (let match = CARD.exec(text); match; match = CARD.exec(text)) {
    const start = match.index;
    const end = start + match[0].length;
    if (ISSUED.test(text.slice(start, start + 2)) && hasCheckDigit(text, start, end)) found(start, end);
    else CARD.lastIndex = start + GROUP;
  }
  eachMatch(IBAN, text, (match) => {
    if (isIban(match[0])) found(match.index, match.index + match[0].length);
  });
};
