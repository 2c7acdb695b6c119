import { redactUrl } from '../endpoints/redact-url.ts';

const SHOWN_LENGTH = 300;

/** What follows the name of an endpoint, whatever the format, up to where it must end. */
const NAMED =
  /(?<!\w)(?:endpoint|(?:webhook_?)?url)["']?\s{0,20}[:=>]{1,2}\s{0,20}["'[{]{0,2}([^\s"'<>,{}&[\]]{1,600})/gi;
const SCHEME = String.raw`(?:[a-z][a-z0-9+.-]{0,20}:\/\/|https?%3a%2f%2f)`;
const ANY_URL = new RegExp(String.raw`(?<![a-z0-9+.-])${SCHEME}[^\s"'<>]{1,600}`, 'gi');
/** A host with a dot in it, or a local one, and what may follow: a URL without its scheme. */
const PLACE =
  /^(?:\/\/)?(?:[^\s/@]{1,100}@)?(?:(?:[\p{L}\p{N}_-]{1,63}\.){1,20}[\p{L}\p{N}-]{2,63}|localhost)(?::\d{1,5})?(?:[/?#]|$)/iu;
/** The manual that cURL's errors refer to. */
const MANUAL = /^https:\/\/curl\.(?:haxx\.)?se\//i;

/**
 * The URL that an unreadable post mentions, without its secrets: a hint for people about what may be failing. It is
 * not an endpoint: nothing says that it is the one that failed.
 */
export const mentionedUrl = (text: string): string | undefined => {
  const plain = withoutEscapes(text);
  const named = Array.from(plain.matchAll(NAMED), ([, value = '']) => value);
  const urls = Array.from(plain.matchAll(ANY_URL), ([url]) => url).filter((url) => !MANUAL.test(url));
  const shown = [...named, ...urls.filter((url) => /^http/i.test(url)), ...urls].map(shownPlace);
  return shown.find((place) => place !== undefined);
};

/** JSON's escapes of the characters in URLs. */
const withoutEscapes = (text: string): string =>
  text
    .replace(/\\u00([2-7][0-9a-f])/gi, (escaped, hex: string) => {
      const letter = String.fromCharCode(Number.parseInt(hex, 16));
      return letter === '"' || letter === '\\' ? escaped : letter;
    })
    .replaceAll('\\/', '/');

const shownPlace = (text: string): string | undefined => {
  const url = /^https?%3a/i.test(text) ? (new URLSearchParams(`_=${text}`).get('_') ?? text) : text;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) return URL.canParse(url) ? clipped(redactUrl(url)) : undefined;
  const whole = `https://${url.replace(/^\/\//, '')}`;
  return PLACE.test(url) && URL.canParse(whole)
    ? clipped(redactUrl(whole).slice('https://'.length))
    : undefined;
};

const clipped = (text: string): string => text.slice(0, SHOWN_LENGTH).toWellFormed();
