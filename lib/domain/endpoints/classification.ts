import type { Family, NamedEndpoint, OncallAtRuntime, Severity } from '../oncall/config.ts';

/** What an endpoint is to the business. */
export type Description = { name: string; family: Family; severity: Severity };

const NAMES: Record<Family, string> = {
  orders: 'Orders webhook',
  products: 'Products webhook',
  loyalty: 'Loyalty webhook',
  customers: 'Customers webhook',
  installs: 'Installs webhook',
  other: 'Webhook',
};

const SEVERITIES: Record<Family, Severity> = {
  orders: 'critical',
  products: 'warning',
  loyalty: 'warning',
  customers: 'warning',
  installs: 'warning',
  other: 'critical', // it may be orders
};

const UNREADABLE: Description = {
  name: 'Error webhook posts we cannot read',
  family: 'other',
  severity: 'critical',
};

// The webhooks that Flavours documents, the costliest to miss first. "order" counts inside a word ("neworders") because
// taking too much for orders wakes somebody, and taking too little loses food; the others only as words ("/production").
const WORDS: readonly (readonly [Family, RegExp])[] = [
  ['orders', /order/],
  ['loyalty', /\b(?:loyalty|coupons?|promos?|promotions?|promotional|rewards?)\b/],
  ['customers', /\bcustomers?\b/],
  ['products', /\b(?:products?|menus?|categor(?:y|ies))\b/],
  ['installs', /\b(?:un)?install(?:s|ed|ation|ations)?\b|\bthird ?part(?:y|ies)\b/],
];

/** The business name, family and severity of an endpoint, or of what a source posted without a readable one. */
export const describeEndpoint = (
  endpoint: string | undefined,
  oncall: Pick<OncallAtRuntime, 'endpoints'>,
): Description => {
  if (endpoint === undefined || !URL.canParse(endpoint)) return UNREADABLE;
  const url = new URL(endpoint);
  const named = longest(oncall.endpoints.filter((candidate) => covers(candidate, url)));
  const family = named?.family ?? familyOf(url.pathname);
  return { name: named?.name ?? NAMES[family], family, severity: named?.severity ?? SEVERITIES[family] };
};

/** What an endpoint of this family is called where nobody gave it a name. */
export const familyName = (family: Family): string => NAMES[family];

const familyOf = (path: string): Family => {
  const words = path
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ');
  return WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other';
};

/** Whether `url` names `endpoint`: scheme, host and port are the same, and its path is a beginning of the other's. */
export const covers = ({ url }: Pick<NamedEndpoint, 'url'>, endpoint: URL): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return (
    protocol === endpoint.protocol &&
    host === endpoint.host &&
    `${endpoint.pathname}/`.startsWith(prefixOf(url))
  );
};

/** Ends with a slash, so that /hooks/order is no prefix of /hooks/orders. */
const prefixOf = (url: string): string => {
  const { pathname } = new URL(url);
  return pathname.endsWith('/') ? pathname : `${pathname}/`;
};

const longest = (candidates: readonly NamedEndpoint[]): NamedEndpoint | undefined =>
  candidates.toSorted((a, b) => prefixOf(b.url).length - prefixOf(a.url).length)[0];
