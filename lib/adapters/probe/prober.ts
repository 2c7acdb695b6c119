import type { Probe } from '../../domain/probing/probe.ts';
import { type ProbeConfig, probeConfig } from '../config/probe-config.ts';
import { resolver } from './dns-stage.ts';
import { networkCheck, PUBLIC_REFERENCE } from './network-reference.ts';
import { probe } from './probe.ts';
import { sharedCheck } from './shared-check.ts';

/** Probes one endpoint, as this stack is configured to. */
export type Prober = (endpoint: string) => Promise<Probe>;

export const createProber = (
  { allowed, dnsServers, authorities, isNetworkAssumed }: ProbeConfig,
  now: () => Date,
): Prober => {
  const isNetworkUp = isNetworkAssumed ? async () => true : sharedCheck(networkCheck(PUBLIC_REFERENCE));
  return (endpoint) =>
    probe(endpoint, {
      now,
      allowed,
      isNetworkUp,
      ...(dnsServers && { resolve: resolver(dnsServers) }),
      ...(authorities && { authorities }),
    });
};

/** The prober that the environment asks for; undefined if probes are off. */
export const proberFromEnvironment = (now: () => Date): Prober | undefined => {
  const config = probeConfig();
  return config && createProber(config, now);
};
