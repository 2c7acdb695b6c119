import type { NamedEndpoint, RuntimeOncallConfig } from '../oncall/config.ts';
import type { Family } from '../oncall/family.ts';
import type { Severity } from '../oncall/severity.ts';
import { HIDDEN } from '../security/redact.ts';
import { endpointKey } from './endpoint.ts';

/**
 * An endpoint as rules see it. Its URL may be the redacted one, without the values of the query: rules that depend on
 * those use the key.
 */
export type EndpointIdentity = { endpointKey: string; endpoint?: string | undefined };

/** What an endpoint means to the business. */
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

// The webhooks that Flavours documents, costliest to miss first. "order" counts inside a word ("neworders"): taking
// too much for orders wakes somebody, taking too little loses food. The others count only as words ("/production").
const WORDS: readonly (readonly [Family, RegExp])[] = [
  ['orders', /order/],
  ['loyalty', /\b(?:loyalty|coupons?|promos?|promotions?|promotional|rewards?)\b/],
  ['customers', /\bcustomers?\b/],
  ['products', /\b(?:products?|menus?|categor(?:y|ies))\b/],
  ['installs', /\b(?:un)?install(?:s|ed|ation|ations)?\b|\bthird ?part(?:y|ies)\b/],
];

/** The business name, family and severity of an endpoint, or of a source's unreadable posts. */
export const classifyEndpoint = (
  identity: EndpointIdentity | undefined,
  oncall: Pick<RuntimeOncallConfig, 'endpoints'>,
): Description => {
  if (identity === undefined) return UNREADABLE;
  const known = classified.get(identity);
  if (known?.endpoints === oncall.endpoints) return known.description;
  const description = classify(identity, oncall);
  classified.set(identity, { endpoints: oncall.endpoints, description });
  return description;
};

/** A digest asks some ten times for each of its incidents, and reading a long URL takes a while. */
const classified = new WeakMap<
  EndpointIdentity,
  { endpoints: readonly NamedEndpoint[]; description: Description }
>();

const classify = (
  { endpointKey: key, endpoint }: EndpointIdentity,
  { endpoints }: Pick<RuntimeOncallConfig, 'endpoints'>,
): Description => {
  const at = urlOf(endpoint);
  if (at === undefined) return UNREADABLE;
  const named = mostSpecific(endpoints.filter((one) => fits(ruleOf(one), at, key)));
  const family = named?.family ?? familyOf(at.pathname);
  return { name: named?.name ?? NAMES[family], family, severity: named?.severity ?? SEVERITIES[family] };
};

/** The default name of an endpoint of this family. */
export const familyName = (family: Family): string => NAMES[family];

const familyOf = (path: string): Family => {
  const words = path
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ');
  return WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other';
};

/**
 * Whether a rule's `url` names an endpoint. With a query it names exactly that endpoint, by its key. Without one it names
 * all of the same scheme, host and port whose path begins with its own, whatever their queries.
 */
export const covers = (url: string, { endpointKey: key, endpoint }: EndpointIdentity): boolean => {
  const at = urlOf(endpoint);
  return at !== undefined && fits(readRule(url), at, key);
};

/** Whether one of these names an endpoint, as `covers` says of a URL. */
export const isNamed = (
  { endpointKey: key, endpoint }: EndpointIdentity,
  endpoints: readonly NamedEndpoint[],
): boolean => {
  const at = urlOf(endpoint);
  return at !== undefined && endpoints.some((one) => fits(ruleOf(one), at, key));
};

type UrlRule = { url: URL; prefix: string };

const fits = (rule: UrlRule | undefined, at: URL, key: string): boolean => {
  if (!rule) return false;
  const { protocol, host, search, href } = rule.url;
  if (search !== '') return endpointKey(href) === key;
  if (protocol !== at.protocol || host !== at.host) return false;
  // A token in a path is hidden in the incident too.
  const isHidden = at.pathname.includes(HIDDEN);
  return `${at.pathname}/`.startsWith(rule.prefix) || (isHidden && endpointKey(href) === key);
};

const urlOf = (text: string | undefined): URL | undefined =>
  text !== undefined && URL.canParse(text) ? new URL(text) : undefined;

/** The prefix ends with a slash, so that /hooks/order is no prefix of /hooks/orders. */
const readRule = (text: string): UrlRule | undefined => {
  const url = urlOf(text);
  return url && { url, prefix: url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/` };
};

/** Parsed once for each endpoint of the configuration: a digest asks for all of them for each of its incidents. */
const rules = new WeakMap<NamedEndpoint, UrlRule | undefined>();

const ruleOf = (named: NamedEndpoint): UrlRule | undefined => {
  if (!rules.has(named)) rules.set(named, readRule(named.url));
  return rules.get(named);
};

/** A query is more specific than any path, and a longer path than a shorter one. */
const specificity = (named: NamedEndpoint): number => {
  const rule = ruleOf(named);
  return rule?.url.search ? Number.POSITIVE_INFINITY : (rule?.prefix.length ?? 0);
};

const mostSpecific = (candidates: readonly NamedEndpoint[]): NamedEndpoint | undefined =>
  candidates.toSorted(
    (a, b) => Number(specificity(b) > specificity(a)) - Number(specificity(b) < specificity(a)),
  )[0];
