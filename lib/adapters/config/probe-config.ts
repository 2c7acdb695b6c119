import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import * as z from 'zod';
import { parseRange } from '../../domain/security/ip-address.ts';
import { environment } from './environment.ts';

const list = z.string().transform((text) => text.split(',').flatMap((part) => part.trim() || []));

const ProbeEnvironment = z.object({
  PROBES: z.enum(['on', 'off']).default('off'),
  /** Private ranges that may be probed. */
  PROBE_ALLOWED: list
    .pipe(
      z.array(
        z.string().refine((text) => parseRange(text), { error: 'expected a range, such as 10.0.0.0/8' }),
      ),
    )
    .default([]),
  // For the lab on a laptop only; the template sets none of them.
  PROBE_DNS: list.optional(),
  PROBE_AUTHORITY_FILE: z.string().optional(),
  PROBE_NETWORK: z.enum(['checked', 'assumed']).default('checked'),
});

/** How endpoints are probed; undefined if they are not. Throws, naming each variable that is wrong. */
export const probeConfig = () => {
  const { PROBES, PROBE_ALLOWED, PROBE_DNS, PROBE_AUTHORITY_FILE, PROBE_NETWORK } =
    environment(ProbeEnvironment);
  if (PROBES === 'off') return undefined;
  return {
    allowed: PROBE_ALLOWED,
    dnsServers: PROBE_DNS,
    authorities:
      PROBE_AUTHORITY_FILE === undefined
        ? undefined
        : [...rootCertificates, readFileSync(PROBE_AUTHORITY_FILE, 'utf8')],
    isNetworkAssumed: PROBE_NETWORK === 'assumed',
  };
};
export type ProbeConfig = NonNullable<ReturnType<typeof probeConfig>>;
