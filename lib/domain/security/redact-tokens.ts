/** Plain, as PHP and others escape them in JSON, and inside the query of another URL. */
const SLASH = String.raw`(?:\\?\/|\\u002f|%2f)`;
const OWN_PATH = `${SLASH}hooks${SLASH}[a-z0-9][a-z0-9._-]{0,63}${SLASH}`;
const OWN_URL = new RegExp(`(${OWN_PATH})[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])`, 'gi');
const CUT_OWN_URL = new RegExp(`(${OWN_PATH})[A-Za-z0-9_-]{1,43}$`, 'i');

/** JSON may write any letter as its code; those of a URL are decoded, but none that would end a string. */
const withPlainLetters = (text: string): string =>
  text.replace(/\\u00([2-7][0-9a-f])/gi, (escaped, hex: string) => {
    const letter = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w./%-]/.test(letter) ? letter : escaped;
  });

/** A text without webhook tokens: the given one wherever it is, and any in a URL of ours. */
export const redactTokens = (text: string, token: string): string => {
  const hide = (shown: string): string => shown.replaceAll(token, '***').replace(OWN_URL, '$1***');
  const hidden = hide(text);
  const plain = withPlainLetters(hidden);
  if (plain === hidden) return hidden;
  const hiddenPlain = hide(plain);
  return hiddenPlain === plain ? hidden : hiddenPlain;
};

/** So few characters of a token reveal nothing. */
const TELLTALE = 6;

/** The beginning of a longer text without webhook tokens, whole or cut off where it ends. */
export const withoutCutToken = (text: string, token: string): string => {
  const whole = redactTokens(text, token).replace(CUT_OWN_URL, '$1***');
  for (let length = token.length - 1; length >= TELLTALE; length--) {
    if (whole.endsWith(token.slice(0, length))) return `${whole.slice(0, -length)}***`;
  }
  return whole;
};
