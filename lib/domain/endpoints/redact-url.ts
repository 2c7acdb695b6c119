/** An endpoint as people and logs may see it: userinfo and query values often carry secrets. */
export const shownEndpoint = (endpoint: string): string => {
  const url = new URL(endpoint);
  const userinfo = url.username || url.password ? '***@' : '';
  return `${url.protocol}//${userinfo}${url.host}${url.pathname}${shownQuery(url.search)}`;
};

/** A query with its names alone; a part without a name is all value. */
const shownQuery = (search: string): string =>
  search.replace(PART, (_, before: string, part: string) =>
    part.includes('=') ? `${before}${part.slice(0, part.indexOf('='))}=***` : `${before}***`,
  );

/** What separates the parts of a query; PHP and others escape it in JSON. */
const PART = /(^[?&]|&(?:amp;)?|\\u0026)((?:(?!&|\\u0026)[\s\S])+)/gi;

const SLASH = String.raw`(?:\\?\/|\\u002f)`;
const JSON_ESCAPE = String.raw`\\(?:[bfnrt]|u[0-9a-f]{4})`;
const REST = String.raw`(?:[^\s"<>#\\]|\\(?!"))+`;
// Up to the last @: a password may hold one. Bounded, so that no text is slow to read.
const USERINFO = new RegExp(
  String.raw`(https?:${SLASH}{1,8})(?:[^\s"<>\\/?#]|${JSON_ESCAPE}){1,2048}@`,
  'gi',
);
const URL_QUERY = new RegExp(String.raw`(https?:${SLASH}[^\s"<>?#]{0,2048})(\?${REST})`, 'gi');
const FRAGMENT = new RegExp(String.raw`(https?:${SLASH}[^\s"<>#]{0,4096}#)${REST}`, 'gi');
/** Of a URL without its beginning: something that a name stands before. */
const BARE_QUERY = new RegExp(String.raw`[?&](?=[^\s"'<>#&=\\]{1,128}=)${REST}`, 'g');

/** A text in which the URLs have neither userinfo, query values nor fragments, as senders' messages repeat the whole URL. */
export const withoutUrlSecrets = (text: string): string =>
  text
    .replace(USERINFO, '$1***@')
    .replace(FRAGMENT, '$1***')
    .replace(URL_QUERY, (_, before: string, query: string) => `${before}${shownQuery(query)}`)
    .replace(BARE_QUERY, shownQuery);
