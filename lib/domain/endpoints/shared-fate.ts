import type { NamedEndpoint } from '../oncall/config.ts';

/** Domains under which many customers have names: they share nothing but the name. */
const OF_MANY = /(?:^|\.)(?:amazonaws\.com|cloudfront\.net|on\.aws)$/;
/** Second-level names under which countries register: `shop.com.sa` is a domain, `com.sa` is none. */
const SECOND_LEVEL = /^(?:com|co|net|org|gov|edu|ac|med|sch)$/;

/** The registered domain, as far as it can be determined without the public suffix list. */
const domainOf = (host: string): string => {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  const isCountry = labels.at(-1)?.length === 2 && SECOND_LEVEL.test(labels.at(-2) ?? '');
  return labels.slice(isCountry ? -3 : -2).join('.');
};

const isAddress = (host: string): boolean => host.startsWith('[') || /^[\d.]+$/.test(host);

/** Who an endpoint belongs to, as far as its URL shows: its domain, or the address itself. */
export const siteOf = (endpoint: string): string => {
  if (!URL.canParse(endpoint)) return '';
  const { hostname } = new URL(endpoint);
  return isAddress(hostname) ? hostname : domainOf(hostname);
};

/** The endpoints that would fail together with our own URL: the alarm would fail together with what it watches. */
export const sharedFate = (ownUrl: string, endpoints: readonly NamedEndpoint[]): string[] => {
  const own = new URL(ownUrl).hostname;
  return endpoints
    .map(({ url }) => new URL(url).hostname)
    .filter(
      (host) =>
        host === own ||
        (!isAddress(host) && !isAddress(own) && !OF_MANY.test(own) && domainOf(host) === domainOf(own)),
    )
    .filter((host, index, all) => all.indexOf(host) === index);
};

/** The warning in one line. */
export const sharedFateWarning = (ownUrl: string, hosts: readonly string[]): string =>
  `Warning: the error webhook (${new URL(ownUrl).hostname}) shares its host or domain with ${hosts.join(', ')}: if that fails, nobody may hear of it.`;
