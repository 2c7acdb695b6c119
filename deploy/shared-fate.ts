import { getDomain } from 'tldts';
import type { NamedEndpoint } from '../lib/domain/oncall/config.ts';

/**
 * The domain that somebody registered, by the Public Suffix List; nothing for an address. Who gives names to many, as
 * AWS or a shop builder does, stands in its private part: two names under these share nothing.
 */
const domainOf = (host: string): string | null => getDomain(host, { allowPrivateDomains: true });

/** Of these endpoints, those that fall together with our own address: then the alarm would die with the patient. */
export const sharedFate = (ownUrl: string, endpoints: readonly NamedEndpoint[]): string[] => {
  const own = new URL(ownUrl).hostname;
  const ownDomain = domainOf(own);
  return endpoints
    .map(({ url }) => new URL(url).hostname)
    .filter((host) => host === own || (ownDomain !== null && domainOf(host) === ownDomain))
    .filter((host, index, all) => all.indexOf(host) === index);
};

/** The warning in one line. */
export const sharedFateWarning = (ownUrl: string, hosts: readonly string[]): string =>
  `Warning: the error webhook (${new URL(ownUrl).hostname}) shares its host or domain with ${hosts.join(', ')}: if that fails, nobody may hear of it.`;
