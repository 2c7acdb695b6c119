import { matchAt } from './match-at.ts';
import { hideWord, NO_SECRET } from './secret-word.ts';
import type { Found } from './secrets-in-urls.ts';

const SCHEME =
  /["'`[\s]{0,4}(?:(?:bearer|basic|token|digest|negotiate|ntlm|api-?key|hawk|oauth|key|jwt|dpop|vapid|signature|aws4-hmac-sha256|[a-z][\w-]{1,19}(?=[ ][^\s"']{8}))[ ]{1,4})?/iy;
/** `username="x", response="y"` of Digest, Hawk, OAuth, Amazon. */
const PARAMETERS = /(?:[\w-]{1,40}=(?:"[^"\n]*"?|[^\s,"']*)(?:[ ]?,[ ]?|[ ](?=[\w-]{1,40}=)|))+/y;

/** Hides the value of an authorization header, except its scheme. */
export const hideCredentials = (text: string, from: number, found: Found): number => {
  const start = from + matchAt(SCHEME, text, from).length;
  const parameters = matchAt(PARAMETERS, text, start);
  if (matchAt(NO_SECRET, text, start) !== '') return start;
  let end = start;
  while (end < text.length && !/[\s"'`<>]/.test(text.charAt(end))) end += 1;
  end = Math.max(end, start + parameters.trimEnd().length);
  return hideWord(text, start, end, found);
};

const COOKIE = /["'`\s]{0,4}[^\s=;"'<>]{1,128}(?:=(?:"[^"\n]*"?|[^\s;"'<>]*))?/y;
const NEXT_COOKIE = /;[ ]?/y;
/** A blank belongs to the date in `Expires=Wed, 21 Oct 2026 07:28:00 GMT`. */
const EXPIRES = /["'`\s]{0,4}expires=[a-z]{3}, [^;"'\n]{1,30}/iy;

/** Hides the values of cookies; all of a cookie without a name. */
export const hideCookies = (text: string, from: number, found: Found): number => {
  let index = from;
  for (;;) {
    const expires = matchAt(EXPIRES, text, index);
    const cookie = expires || matchAt(COOKIE, text, index);
    if (cookie === '') return index;
    const start = index + cookie.length - cookie.trimStart().replace(/^["'`]+/, '').length;
    const end = index + cookie.length;
    const equals = cookie.indexOf('=');
    if (!expires && (equals >= 0 || index === from)) found(equals < 0 ? start : index + equals + 1, end);
    const next = matchAt(NEXT_COOKIE, text, end);
    index = end + next.length;
    if (next === '') return index;
  }
};
