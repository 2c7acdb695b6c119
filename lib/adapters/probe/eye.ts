import type { Probe } from '../../probe.ts';
import { type ProbeConfig, probeConfig } from '../config/probe-config.ts';
import { probe } from './probe.ts';
import { networkCheck, PUBLIC_REFERENCE } from './reference.ts';
import { resolver } from './resolve.ts';

/** One look at an endpoint, as this stack is set up to look. */
export type Eye = (endpoint: string) => Promise<Probe>;

export const eyeOf =
  ({ allowed, dnsServers, authorities, isNetworkAssumed }: ProbeConfig, now: () => Date): Eye =>
  (endpoint) =>
    probe(endpoint, {
      now,
      allowed,
      isNetworkUp: isNetworkAssumed ? async () => true : networkCheck(PUBLIC_REFERENCE),
      ...(dnsServers && { resolve: resolver(dnsServers) }),
      ...(authorities && { authorities }),
    });

/** The eye that the environment asks for; none where probes are off. */
export const eyeFromEnvironment = (now: () => Date): Eye | undefined => {
  const config = probeConfig();
  return config && eyeOf(config, now);
};
