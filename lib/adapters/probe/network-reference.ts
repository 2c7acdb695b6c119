import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';

/** Whether our own DNS (`dns`) or network (`tcp`) works, by something that has nothing to do with the endpoint. */
export type NetworkCheck = (stage: 'dns' | 'tcp', signal: AbortSignal) => Promise<boolean>;

export type Reference = {
  /** Name servers to ask for the root's, which every resolver knows; the system's own unless said. */
  dnsServers?: readonly string[];
  /** Any one that takes a connection is enough. */
  hosts: readonly { address: string; port: number }[];
};

/** Anycast resolvers of two companies: one alone may be blocked, or down. */
export const PUBLIC_REFERENCE: Reference = {
  hosts: [
    { address: '1.1.1.1', port: 443 },
    { address: '8.8.8.8', port: 443 },
  ],
};

export const networkCheck =
  ({ dnsServers, hosts }: Reference): NetworkCheck =>
  (stage, signal) =>
    stage === 'dns'
      ? knowsRoot(dnsServers, signal)
      : Promise.any(hosts.map(({ address, port }) => connects(address, port, signal))).catch(() => false);

const knowsRoot = async (servers: readonly string[] | undefined, signal: AbortSignal): Promise<boolean> => {
  const dns = new Resolver({ timeout: 500, tries: 2 });
  if (servers) dns.setServers(servers);
  signal.addEventListener('abort', () => dns.cancel(), { once: true });
  return dns.resolveNs('.').then(
    () => true,
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
