import { Resolver } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './classify-error.ts';

/** The addresses of a host, those to try first in front; throws with the code of DNS if there are none. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

const FIRST_TRY_MS = 700; // c-ares doubles it for the second: an answer of DNS is known before the budget ends
const IPV6_GRACE_MS = 250; // a host with an IPv4 address does not wait for name servers that choke on AAAA

/**
 * Asks DNS itself rather than the system: it says NXDOMAIN, SERVFAIL and silence apart, can be ended, and never appends
 * a search domain or reads /etc/hosts. IPv4 comes first: a function outside of a dual-stack VPC has nothing else.
 */
export const resolver =
  (servers?: readonly string[]): Resolve =>
  async (host, signal) => {
    const dns = new Resolver({ timeout: FIRST_TRY_MS, tries: 2 });
    if (servers) dns.setServers(servers);
    const cancel = (): void => dns.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const six = settled(dns.resolve6(host));
      const four = await settled(dns.resolve4(host));
      if (four.addresses.length > 0) {
        const late = sleep(IPV6_GRACE_MS, { addresses: [] }, { ref: false });
        return [...four.addresses, ...(await Promise.race([six, late])).addresses];
      }
      const { addresses, error } = await six;
      if (addresses.length > 0) return addresses;
      throw isAbsence(four.error) ? error : four.error;
    } finally {
      signal.removeEventListener('abort', cancel);
      dns.cancel();
    }
  };

type Settled = { addresses: readonly string[]; error?: unknown };

const settled = (answer: Promise<string[]>): Promise<Settled> =>
  answer.then(
    (addresses) => ({ addresses }),
    (error: unknown) => ({ addresses: [], error }),
  );

const isAbsence = (error: unknown): boolean => ['ENOTFOUND', 'ENODATA'].includes(codeOf(error) ?? '');
