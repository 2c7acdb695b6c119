import type { Cause } from '../diagnosis/cause.ts';
import { resultOf } from '../probing/probe-result.ts';
import type { Incident } from './incident.ts';

/** That our own last probe of an incident failed, since when and why; nothing if it did not, or proved nothing. */
export const stillFailing = ({
  probe,
  probeFailedAt = '',
  normalStatus,
}: Pick<Incident, 'probe' | 'probeFailedAt' | 'normalStatus'>): { at: string; cause: Cause } | undefined => {
  if (!probe) return undefined;
  const expected = normalStatus?.learnedFrom === 'oncall' ? normalStatus.status : undefined;
  const result = resultOf(probe, expected, normalStatus?.status);
  if (result.kind !== 'down') return undefined;
  return { at: probe.at > probeFailedAt ? probe.at : probeFailedAt, cause: result.cause ?? 'unknown' };
};
