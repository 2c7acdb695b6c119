import { configuredStatus } from '../../domain/endpoints/configured-monitor.ts';
import type { Monitor } from '../../domain/probing/monitor.ts';
import type { NormalStatus } from '../../domain/probing/normal-status.ts';
import type { View } from './view.ts';

/** An endpoint's normal status: as configured, as a person said, or as our probes have learned. */
export const normalOf = (
  { endpointKey, monitoredAt, normalStatus }: Pick<Monitor, 'endpointKey' | 'monitoredAt' | 'normalStatus'>,
  { oncall, now }: View,
): NormalStatus | undefined => {
  const status = configuredStatus(endpointKey, oncall);
  return status === undefined
    ? normalStatus
    : { status, learnedFrom: 'oncall', at: monitoredAt ?? new Date(now).toISOString() };
};
