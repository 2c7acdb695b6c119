import { labServer } from '../../local/broken-servers/catalog.ts';
import { type NameAnswer, startNameServer } from '../../local/broken-servers/dns-server.ts';

/** Servers of the lab that keep a probe for all of its three seconds. */
const SILENT = ['packets-dropped', 'too-slow', 'slow-headers', 'tls-silent'];
/** Those that fail at once. */
const QUICK = ['port-closed', 'reset', 'status-503', 'expired'];
/** What the name server says about a host, by the first part of its name. */
const NAMES: Record<string, NameAnswer> = {
  'dns-silent': 'silence',
  'dns-gone': 'NXDOMAIN',
  'dns-fails': 'SERVFAIL',
};

export type Dead = { kind: string; url: (index: number) => string };

/** One of each way to be dead: in the network, in DNS, in TLS and in HTTP; with `isAllSilent`, each until the time is up. */
export const startDeadEndpoints = async (isAllSilent: boolean) => {
  const servers = await Promise.all(
    [...SILENT, ...(isAllSilent ? [] : QUICK)].map(async (kind) => {
      const { url, stop } = await labServer(kind).start();
      return { kind, stop, url: (index: number) => `${url}/${index}` };
    }),
  );
  const names = await startNameServer(({ name }) => NAMES[name.split('.')[0] ?? ''] ?? 'NXDOMAIN');
  const hosts = Object.keys(NAMES).filter((kind) => !isAllSilent || NAMES[kind] === 'silence');
  const kinds: Dead[] = [
    ...servers,
    ...hosts.map((kind) => ({ kind, url: (index: number) => `http://${kind}.m${index}.invalid/hooks` })),
  ];
  return {
    kinds,
    dns: names.address,
    stop: async (): Promise<void> => {
      await names.stop();
      await Promise.all(servers.map(({ stop }) => stop()));
    },
  };
};
