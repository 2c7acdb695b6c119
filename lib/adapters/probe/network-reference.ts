import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';

/** Our own DNS, and our connections out by IPv4 and by IPv6: most functions have only the first two. */
export type OwnSide = 'dns' | 'tcp' | 'tcp6';

/** Whether our own side works, judged by something unrelated to the endpoint. */
export type NetworkCheck = (side: OwnSide, signal: AbortSignal) => Promise<boolean>;

type Host = { address: string; port: number };

export type Reference = {
  /** Name servers to ask for the root servers, which every resolver knows; the system's own by default. */
  dnsServers?: readonly string[];
  /** Any one that accepts a connection is enough. */
  hosts: readonly Host[];
  /** The same by IPv6; none by default. */
  hosts6?: readonly Host[];
};

/** Anycast resolvers of two companies: one alone may be blocked, or down. */
export const PUBLIC_REFERENCE: Reference = {
  hosts: [
    { address: '1.1.1.1', port: 443 },
    { address: '8.8.8.8', port: 443 },
  ],
  hosts6: [
    { address: '2606:4700:4700::1111', port: 443 },
    { address: '2001:4860:4860::8888', port: 443 },
  ],
};

export const networkCheck =
  ({ dnsServers, hosts, hosts6 = [] }: Reference): NetworkCheck =>
  (side, signal) =>
    side === 'dns' ? knowsRoot(dnsServers, signal) : anyConnects(side === 'tcp6' ? hosts6 : hosts, signal);

const anyConnects = (hosts: readonly Host[], signal: AbortSignal): Promise<boolean> =>
  Promise.any(hosts.map(({ address, port }) => connects(address, port, signal))).catch(() => false);

const knowsRoot = async (servers: readonly string[] | undefined, signal: AbortSignal): Promise<boolean> => {
  const dns = new Resolver({ timeout: 500, tries: 2 });
  if (servers) dns.setServers(servers);
  signal.addEventListener('abort', () => dns.cancel(), { once: true });
  return dns.resolveNs('.').then(
    (names) => names.length > 0, // an empty success is not an answer
    () => false,
  );
};

const connects = (host: string, port: number, signal: AbortSignal): Promise<true> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const end = (error: unknown): void => {
      socket.destroy();
      reject(error);
    };
    signal.addEventListener('abort', () => end(signal.reason), { once: true });
    socket.on('error', end);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
