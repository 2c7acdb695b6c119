import { HIDDEN, redact } from '../security/redact.ts';

/** An endpoint as programs, logs and commands may see it: user and query values often carry secrets. */
export const redactUrl = (endpoint: string): string => {
  const url = new URL(endpoint);
  const userinfo = url.username || url.password ? `${HIDDEN}@` : '';
  return redact(`${url.protocol}//${userinfo}${url.host}${url.pathname}${shownQuery(url.search)}`);
};

/** A query with its names only; a part without a name is all value. */
const shownQuery = (search: string): string =>
  search.replace(PART, (_, before: string, part: string) =>
    part.includes('=') ? `${before}${part.slice(0, part.indexOf('='))}=${HIDDEN}` : `${before}${HIDDEN}`,
  );

/** What separates the parts of a query; HTML escapes it. */
const PART = /(^[?&]|&(?:amp;)?)([^&]+)/gi;

/** Whether the redacted URL does not identify the endpoint: it hides values of a query, or a token in the path. */
export const isPartlyHidden = (endpoint: string): boolean => {
  if (!URL.canParse(endpoint)) return false;
  const { pathname, search } = new URL(redactUrl(endpoint));
  return search !== '' || pathname.includes(HIDDEN);
};
