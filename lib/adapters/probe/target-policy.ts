import { isIn, isPublicUnicast, parseAddress, parseRange } from '../../domain/security/ip-address.ts';

type Why = 'address' | 'name' | 'scheme' | 'url';

/** An endpoint that we do not probe, and why. */
export class TargetRefusedError extends Error {
  override name = 'Refusal' as const;
  readonly why: Why;

  constructor(why: Why, what: string) {
    super(`not a place to probe (${why}): ${what}`);
    this.why = why;
  }
}

/** What to probe: `host` has neither brackets nor a last dot, `url` neither user nor fragment. */
export type Target = { url: URL; host: string; port: number; isAddress: boolean };

/** Where a probe may go besides the public internet: exact host names, addresses and ranges. */
export type Allowed = readonly string[];

/** The endpoint as a target; throws a `TargetRefusedError` if it is not a web address, or names this very machine. */
export const targetOf = (endpoint: string, allowed: Allowed): Target => {
  if (!URL.canParse(endpoint)) throw new TargetRefusedError('url', 'not an absolute URL');
  const url = new URL(endpoint);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new TargetRefusedError('scheme', url.protocol);
  url.username = url.password = url.hash = '';

  // The parser has undone 0x7f.1, 2130706433, full-width digits and percent-encoding by now; it keeps last dots.
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  if (host === '') throw new TargetRefusedError('url', 'no host');
  if (/(?:^|\.)localhost$/.test(host) && !allowed.includes(host)) throw new TargetRefusedError('name', host);
  const port = Number(url.port) || (url.protocol === 'http:' ? 80 : 443);
  return { url, host, port, isAddress: parseAddress(host) !== undefined };
};

/**
 * Throws unless the host, a name or an address, may lead to each of these: a single private one makes a name suspect.
 */
export const checkAddresses = (host: string, addresses: readonly string[], allowed: Allowed): void => {
  if (allowed.includes(host)) return;
  for (const address of addresses) checkAddress(address, allowed);
};

const checkAddress = (text: string, allowed: Allowed): void => {
  if (isPublicUnicast(text)) return;
  const address = parseAddress(text);
  const isAllowed = allowed.some((rule) => {
    const range = parseRange(rule);
    return address !== undefined && range !== undefined && isIn(address, range);
  });
  if (!isAllowed) throw new TargetRefusedError('address', text);
};
