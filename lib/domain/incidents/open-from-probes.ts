import { shownEndpoint } from '../endpoints/redact-url.ts';
import type { Look } from '../probing/probe-result.ts';
import { type Incident, incidentIdOf, OPEN_SHELF } from './incident.ts';

const IN_A_ROW = 3;

/**
 * The three failed looks in a row by which we know of an outage before Flavours speaks; nothing if there are none since
 * the incident before was closed: whoever closed it may know better, and must be proven wrong anew.
 */
export const failedInARow = (history: readonly Look[], closedAt = ''): [Look, ...Look[]] | undefined => {
  const last = history.filter(({ kind, at }) => kind !== 'neutral' && at > closedAt).slice(-IN_A_ROW);
  const [first, ...others] = last;
  return first && last.length === IN_A_ROW && last.every(({ kind }) => kind === 'failed')
    ? [first, ...others]
    : undefined;
};

/** An outage of which Flavours has said nothing: nothing is counted yet, and the first notification joins it. */
export const unopenedByProbe = (
  endpointKey: string,
  number: number,
  endpoint: string,
  [first, ...others]: [Look, ...Look[]],
): Incident => ({
  endpointKey,
  number,
  incidentId: incidentIdOf({ endpointKey, number }),
  endpoint: shownEndpoint(endpoint),
  state: 'open',
  count: 0,
  openedAt: first.at,
  lastAt: first.at,
  cause: others.at(-1)?.cause ?? first.cause ?? 'unknown',
  codes: {},
  sources: {},
  sample: { at: first.at },
  version: 0,
  shelf: OPEN_SHELF,
});
