import { resolver } from '../../lib/adapters/probe/dns-stage.ts';
import type { ProbeOptions } from '../../lib/adapters/probe/probe.ts';
import { answeringServers } from './answers.ts';
import { packetsDropped } from './dropped.ts';
import { brokenHttp2, pickyHttp2 } from './http2.ts';
import type { Running } from './listening.ts';
import { namedServers } from './named.ts';
import { pickyManners } from './picky-manners.ts';
import { pickyNames } from './picky-names.ts';
import { pickyResponses } from './picky-responses.ts';
import { pickyTls } from './picky-tls.ts';
import { labAuthority, securedServers } from './secured.ts';
import type { LabServer } from './server.ts';
import { socketServers } from './sockets.ts';

/** Servers that browsers or cURL accept as they are; a probe must find them up. */
export const pickyServers: readonly LabServer[] = [
  ...pickyResponses,
  ...pickyManners,
  ...pickyNames,
  ...pickyTls,
  ...pickyHttp2,
];

/** Every broken server of the lab, and the good ones to compare with. */
export const brokenServers: readonly LabServer[] = [
  ...answeringServers,
  ...namedServers,
  packetsDropped,
  ...socketServers,
  ...securedServers,
  ...brokenHttp2,
];

export const labServers: readonly LabServer[] = [...brokenServers, ...pickyServers];

export const labServer = (name: string): LabServer => {
  const found = labServers.find((server) => server.name === name);
  if (!found)
    throw new Error(
      `no such lab server: ${name}; there are ${labServers.map((server) => server.name).join(', ')}`,
    );
  return found;
};

/** How the lab is probed: loopback is allowed, its authority is trusted, and our own network is assumed to work. */
export const labProbeOptions = ({ dns }: Pick<Running, 'dns'> = {}): ProbeOptions => ({
  now: () => new Date(),
  allowed: ['127.0.0.0/8'],
  authorities: [labAuthority()],
  isNetworkUp: async () => true,
  ...(dns !== undefined && { resolve: resolver([dns]) }),
});
