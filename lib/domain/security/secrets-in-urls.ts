/** The beginning and end of a secret. */
export type Found = (start: number, end: number) => void;

/** A URL begins with a name, a colon and a slash; some people write backslashes. */
const ANCHOR = /:[/\\]/g;
const LONGEST_SCHEME = 20;
const MOST_SLASHES = 8;
/** How far a URL in quotes may continue after a blank. */
const LONGEST_QUOTED = 4096;
/** These are read as URLs with a single slash too. */
const WEB = new Set(['http', 'https', 'ws', 'wss', 'ftp']);
/** Words before a colon and an address that are not user names: `mailto:ops@shop.example`. */
const LABELS =
  /(?:^|[^a-z])(?:mailto|e?-?mail|contact|to|cc|bcc|from|reply-?to|sip|sips|xmpp|acct|user|username|login)$/i;

const isSchemeUnit = (unit: number): boolean =>
  (unit >= 0x61 && unit <= 0x7a) || // a-z
  (unit >= 0x41 && unit <= 0x5a) ||
  (unit >= 0x30 && unit <= 0x39) ||
  unit === 0x2b ||
  unit === 0x2d ||
  unit === 0x2e;

const isQuote = (unit: number): boolean => unit === 0x22 || unit === 0x27 || unit === 0x60;
const isSlash = (unit: number): boolean => unit === 0x2f || unit === 0x5c;
/** What ends a URL in a text: blanks, quotes and angle brackets. */
const isEnd = (unit: number): boolean =>
  unit <= 0x20 || unit === 0x22 || unit === 0x3c || unit === 0x3e || unit === 0x60 || unit === 0xa0;

const AT = 0x40;
const HASH = 0x23;
const QUESTION = 0x3f;
const EQUALS = 0x3d;
const AMPERSAND = 0x26;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
/** As Go and PHP write it in JSON. */
const ESCAPED_AMPERSAND = '\\u0026';

/** What a URL is made of, found in one pass over it. */
type Run = { end: number; query: number; hash: number; lastAt: number };

/** The end of a URL that begins at `from` and is preceded by `quote` (0: none). */
const runFrom = (text: string, from: number, quote: number): Run => {
  const closing = quote === 0 ? -1 : text.indexOf(String.fromCharCode(quote), from);
  const quoted = closing > 0 && closing - from <= LONGEST_QUOTED ? closing : -1;
  const run: Run = { end: text.length, query: -1, hash: -1, lastAt: -1 };
  for (let index = from; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const isInQuery = run.query >= 0;
    if (
      isInQuery &&
      isQuote(unit) &&
      text.charCodeAt(index - 1) === EQUALS &&
      index < (quoted < 0 ? text.length : quoted)
    ) {
      // A value in its own quotes, including blanks.
      const close = text.indexOf(String.fromCharCode(unit), index + 1);
      if (close > 0 && close - index <= LONGEST_QUOTED) {
        index = close;
        continue;
      }
    }
    if (index === quoted || (quoted < 0 && isEnd(unit)) || (quoted >= 0 && !isInQuery && isEnd(unit))) {
      run.end = index;
      return run;
    }
    if (run.query < 0 && (unit === QUESTION || unit === HASH)) run.query = index;
    if (run.hash < 0 && unit === HASH) run.hash = index;
    if (unit === AT && run.query < 0) run.lastAt = index;
  }
  return run;
};

/** Hides the values of a query, and parts without a name; `end` is the position after it. */
const hideQuery = (text: string, from: number, end: number, found: Found): void => {
  let value = from;
  let hasName = false;
  for (let index = from; index <= end; index++) {
    const unit = index < end ? text.charCodeAt(index) : AMPERSAND;
    const isEscaped = unit === BACKSLASH && text.startsWith(ESCAPED_AMPERSAND, index);
    if (unit === AMPERSAND || isEscaped) {
      if (value < index) found(value, index);
      value = index + (isEscaped ? ESCAPED_AMPERSAND.length : 1);
      hasName = false;
    } else if (unit === EQUALS && !hasName) {
      value = index + 1;
      hasName = true;
    }
  }
};

const hideQueryAndFragment = (text: string, { query, hash, end }: Run, found: Found): void => {
  const stop = hash < 0 ? end : hash;
  if (query < stop) hideQuery(text, query + 1, stop, found);
  if (hash >= 0 && hash + 1 < end) found(hash + 1, end);
};

/** Where the password of `user:password` begins; undefined for `host`, `host:8443` and `[::1]:8443`. */
const passwordAt = (text: string, from: number, end: number): number | undefined => {
  let index = from;
  for (; index < end; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0x5b || unit === 0x5d) return undefined; // brackets
    if (unit === COLON) break;
  }
  const port = index + 1;
  if (port >= end) return undefined;
  for (index = port; index < end; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x30 || unit > 0x39) return port;
  }
  return end - port > 5 ? port : undefined;
};

/**
 * Hides the user part, up to the last `@` of the authority: a password may hold one, and a slash if nobody encoded
 * it.
 */
const hideUserinfo = (
  text: string,
  from: number,
  { end, query, lastAt }: Run,
  isWeb: boolean,
  found: Found,
): void => {
  const stop = query < 0 ? end : query;
  let slash = from;
  while (slash < stop && !isSlash(text.charCodeAt(slash))) slash += 1;
  let at = slash - 1;
  while (at >= from && text.charCodeAt(at) !== AT) at -= 1;
  const password = passwordAt(text, from, slash);
  // Other addresses than web addresses are often written by hand, and not encoded.
  if (at >= from && (isWeb || password === undefined)) found(from, at);
  else if (password !== undefined && lastAt > from) found(from, lastAt);
  // Cut off before its host, or no port.
  else if (password !== undefined) found(password, slash);
};

/** What to hide in a URL whose end is known. */
export const secretsOfUrl = (text: string, start: number, end: number, found: Found): void => {
  const host = start + (/^[^/\\]{0,20}[/\\]{0,8}/.exec(text.slice(start, end))?.[0].length ?? 0);
  const rest = text.slice(host, end);
  const [query, hash] = [rest.search(/[?#]/), rest.indexOf('#')];
  const beforeQuery = query < 0 ? rest : rest.slice(0, query);
  const run: Run = {
    end,
    query: query < 0 ? -1 : host + query,
    hash: hash < 0 ? -1 : host + hash,
    lastAt: beforeQuery.includes('@') ? host + beforeQuery.lastIndexOf('@') : -1,
  };
  if (run.query >= 0) hideQueryAndFragment(text, run, found);
  hideUserinfo(text, host, run, true, found);
};

/**
 * What to hide in the URLs of a text: users, the values of queries, fragments. Of any scheme, in quotes or not, one
 * inside another.
 */
export const secretsInUrls = (text: string, found: Found): void => {
  let run: Run | undefined;
  ANCHOR.lastIndex = 0;
  for (let match = ANCHOR.exec(text); match; match = ANCHOR.exec(text)) {
    const colon = match.index;
    let start = colon;
    while (start > 0 && colon - start < LONGEST_SCHEME && isSchemeUnit(text.charCodeAt(start - 1)))
      start -= 1;
    let host = colon + 1;
    while (host - colon <= MOST_SLASHES && isSlash(text.charCodeAt(host))) host += 1;
    const isWeb = WEB.has(text.slice(start, colon).toLowerCase());
    if (colon - start < 2 || (host - colon < 3 && !isWeb)) continue;
    if (!run || host >= run.end) {
      const before = start > 0 ? text.charCodeAt(start - 1) : 0;
      run = runFrom(text, host, isQuote(before) ? before : 0);
      if (run.query >= 0) hideQueryAndFragment(text, run, found);
    }
    if (run.query >= 0 && host > run.query) ANCHOR.lastIndex = run.end;
    else hideUserinfo(text, host, run, isWeb, found);
  }
};

/** For a URL without its beginning: something that a name precedes. */
const BARE_PART = /(?:[?&](?:amp;)?|\\u0026)[^\s"'<>#&=\\?;]{1,64}=/g;
const BARE_VALUE = /(?:"[^"\n]*"?|'[^'\n]*'?)?(?:[^\s"'<>&#\\]|\\(?!u0026))*/y;
const BARE_FRAGMENT = /[^\s"'<>]*/y;

/** The end of what the sticky `pattern` matches from `from` on. */
const endOf = (pattern: RegExp, text: string, from: number): number => {
  pattern.lastIndex = from;
  return from + (pattern.exec(text)?.[0].length ?? 0);
};

/** The values of a query whose beginning is elsewhere, and the fragment behind it. */
export const secretsInBareQueries = (text: string, found: Found): void => {
  BARE_PART.lastIndex = 0;
  for (let match = BARE_PART.exec(text); match; match = BARE_PART.exec(text)) {
    const from = BARE_PART.lastIndex;
    const end = endOf(BARE_VALUE, text, from);
    if (end > from) found(from, end);
    if (text.charCodeAt(end) === HASH) found(end + 1, endOf(BARE_FRAGMENT, text, end + 1));
    BARE_PART.lastIndex = end;
  }
};

/** A user without a scheme before it: `user:password@tcp(db:3306)`, `user:password@registry.example`. */
const NAMED_AT = /@(?=[a-z0-9][\w-]{0,62}(?:[.:/](?=[\w(])|[(])|[[(])/gi;
const LONGEST_USER = 64;
const isOfUser = (unit: number): boolean => isSchemeUnit(unit) || unit === 0x5f || unit === 0x25; // and _ and %
const LONGEST_PASSWORD = 128;
const isOfPassword = (unit: number): boolean =>
  !isEnd(unit) && !isQuote(unit) && unit !== AT && unit !== COLON && !isSlash(unit);

export const secretsBeforeHosts = (text: string, found: Found): void => {
  NAMED_AT.lastIndex = 0;
  for (let match = NAMED_AT.exec(text); match; match = NAMED_AT.exec(text)) {
    const at = match.index;
    let start = at;
    while (start > 0 && at - start < LONGEST_PASSWORD && isOfPassword(text.charCodeAt(start - 1))) start -= 1;
    if (start === at || text.charCodeAt(start - 1) !== COLON) continue;
    let user = start - 1;
    while (user > 0 && start - user < LONGEST_USER && isOfUser(text.charCodeAt(user - 1))) user -= 1;
    if (user < start - 1 && !LABELS.test(text.slice(user, start - 1))) found(start, at);
  }
};
