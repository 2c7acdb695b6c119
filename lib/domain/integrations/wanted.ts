import { described } from '../incidents/description.ts';
import type { Incident } from '../incidents/incident.ts';
import { isTestAlert } from '../incidents/test-alert.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import type { Integration } from './integration.ts';

/** Whether an integration's filters take an incident; a test alert goes everywhere. */
export const isWanted = (
  { severities, families, sources }: Pick<Integration, 'severities' | 'families' | 'sources'>,
  incident: Incident,
  oncall: RuntimeOncallConfig,
): boolean => {
  if (isTestAlert(incident)) return true;
  const { severity, family } = described(incident, oncall);
  return (
    (severities?.includes(severity) ?? true) &&
    (families?.includes(family) ?? true) &&
    (sources?.some((source) => Object.hasOwn(incident.sources, source)) ?? true)
  );
};
