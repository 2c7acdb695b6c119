import { Resolver } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './classify-error.ts';
import { codedError } from './response.ts';

/** The addresses of a host, in the order in which to try them; throws with the DNS error code if there are none. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

const LONGEST_MS = 2_100; // so that the answer of DNS is known before the budget ends
const SECOND_TRY_MS = 700; // a query may get lost; the first one goes on, for name servers that are merely slow
const IPV6_GRACE_MS = 250; // a host with an IPv4 address does not wait for name servers that choke on AAAA

/**
 * Asks DNS directly rather than the system: it distinguishes NXDOMAIN, SERVFAIL and silence, can be cancelled, and
 * never appends a search domain or reads /etc/hosts. IPv4 comes first, since a function outside of a dual-stack VPC
 * has nothing else.
 */
export const resolver =
  (servers?: readonly string[]): Resolve =>
  async (host, signal) => {
    const tries = [
      new Resolver(options(LONGEST_MS)),
      new Resolver(options(LONGEST_MS - SECOND_TRY_MS)),
    ] as const;
    const [first, ...others] = servers ?? tries[0].getServers();
    if (first !== undefined) {
      tries[0].setServers([first, ...others]);
      tries[1].setServers([...others, first]); // the first server may be the one that is down
    }
    const over = new AbortController();
    const cancel = (): void => {
      over.abort();
      for (const one of tries) one.cancel();
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const six = settled(askTwice(tries, over.signal, (dns) => dns.resolve6(host)));
      const four = await settled(askTwice(tries, over.signal, (dns) => dns.resolve4(host)));
      if (four.addresses.length > 0) {
        const late = sleep(IPV6_GRACE_MS, { addresses: [] }, { ref: false });
        return [...four.addresses, ...(await Promise.race([six, late])).addresses];
      }
      const { addresses, error } = await six;
      if (addresses.length > 0) return addresses;
      throw isAbsence(four.error) ? error : four.error;
    } finally {
      signal.removeEventListener('abort', cancel);
      cancel();
    }
  };

const options = (timeout: number) => ({ timeout, tries: 1 });

/** The first answer to one query, asked a second time if the first stays open; `over` once none is needed. */
const askTwice = (
  [one, other]: readonly [Resolver, Resolver],
  over: AbortSignal,
  question: (dns: Resolver) => Promise<string[]>,
): Promise<string[]> => {
  const first = question(one);
  const second = sleep(SECOND_TRY_MS, undefined, { ref: false }).then(() =>
    over.aborted ? first : question(other),
  );
  return Promise.race([first, second]);
};

type Settled = { addresses: readonly string[]; error?: unknown };

/** c-ares reports a CNAME that leads to no address, or in a circle, as a success without one. */
const noAddress = (): Error => codedError('ENODATA', 'an answer without an address');

const settled = (answer: Promise<string[]>): Promise<Settled> =>
  answer.then(
    (addresses) => ({ addresses, ...(addresses.length === 0 && { error: noAddress() }) }),
    (error: unknown) => ({ addresses: [], error }),
  );

const isAbsence = (error: unknown): boolean => ['ENOTFOUND', 'ENODATA'].includes(codeOf(error) ?? '');
