import type { Incident } from '../../domain/incidents/incident.ts';

/** With thousands of incidents, only what is needed to count, name and record them stays in memory. */
export const slimIncident = (incident: Incident): Incident => ({
  ...incident,
  codes: {},
  sample: slimSample(incident.sample),
  recentActions: incident.recentActions?.slice(-1).map(({ text: _, ...recorded }) => recorded),
  probe: slimProbe(incident.probe),
});

/** The cause of the worst is named, and its verdict rests on both witnesses. */
const slimSample = ({ at, code }: Incident['sample']): Incident['sample'] => ({
  at,
  ...(code !== undefined && { code }),
});

const slimProbe = (probe: Incident['probe']): Incident['probe'] => {
  if (!probe) return undefined;
  const { certificate: _, ...rest } = probe;
  return { ...rest, addresses: [], failedAddresses: [] };
};
