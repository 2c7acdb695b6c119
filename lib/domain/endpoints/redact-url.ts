import { HIDDEN, redact } from '../security/redact.ts';

/** An endpoint as programs, logs and commands may see it: userinfo and the values of a query often carry secrets. */
export const shownEndpoint = (endpoint: string): string => {
  const url = new URL(endpoint);
  const userinfo = url.username || url.password ? `${HIDDEN}@` : '';
  return redact(`${url.protocol}//${userinfo}${url.host}${url.pathname}${shownQuery(url.search)}`);
};

/** A query with its names alone; a part without a name is all value. */
const shownQuery = (search: string): string =>
  search.replace(PART, (_, before: string, part: string) =>
    part.includes('=') ? `${before}${part.slice(0, part.indexOf('='))}=${HIDDEN}` : `${before}${HIDDEN}`,
  );

/** What separates the parts of a query; HTML escapes it. */
const PART = /(^[?&]|&(?:amp;)?)([^&]+)/gi;

/** Whether what is shown of an endpoint does not tell it from all others: the values of its query, or a token in its path. */
export const isPartlyHidden = (endpoint: string): boolean => {
  if (!URL.canParse(endpoint)) return false;
  const { pathname, search } = new URL(shownEndpoint(endpoint));
  return search !== '' || pathname.includes(HIDDEN);
};
