import { redactUrl } from '../endpoints/redact-url.ts';
import type { ProbeResult } from '../probing/probe-result.ts';
import { type Incident, incidentIdOf, OPEN_LIST } from './incident.ts';

const IN_A_ROW = 3;

/**
 * The three failed probes in a row that show an outage before Flavours reports it; undefined if there are none since
 * the previous incident was closed: whoever closed it may know better, so three new failures are needed.
 */
export const failedInARow = (
  history: readonly ProbeResult[],
  closedAt = '',
): [ProbeResult, ...ProbeResult[]] | undefined => {
  const last = history.filter(({ kind, at }) => kind !== 'unknown' && at > closedAt).slice(-IN_A_ROW);
  const [first, ...others] = last;
  return first && last.length === IN_A_ROW && last.every(({ kind }) => kind === 'down')
    ? [first, ...others]
    : undefined;
};

/**
 * The failed probes that open an incident without a report, and the incident that this contradicts. They need a
 * reason: the endpoint was up after `previous` ended and before it began to fail. If it failed when it was closed,
 * whoever closed it knew. For an endpoint with an expected status, our probes contradict a person once.
 */
export const unreportedOutage = (
  history: readonly ProbeResult[],
  previous: Incident | undefined,
  isConfigured: boolean,
): { results: [ProbeResult, ...ProbeResult[]]; reopenedFrom?: number } | undefined => {
  const closedAt = previous?.resolvedAt ?? '';
  const results = failedInARow(history, closedAt);
  if (!results) return undefined;
  const proven = history.filter(({ kind }) => kind !== 'unknown');
  const before = proven.findLastIndex(({ kind }) => kind !== 'down');
  const lastGood = proven[before]?.at;
  const isNew =
    lastGood !== undefined &&
    lastGood > (previous?.probeFailedAt ?? '') &&
    (proven[before + 1]?.at ?? '') > closedAt;
  if (isNew || (isConfigured && !previous)) return { results };
  return isConfigured && previous && previous.reopenedFrom === undefined
    ? { results, reopenedFrom: previous.number }
    : undefined;
};

/** An outage that Flavours has not reported: nothing is counted yet, and the first notification joins it. */
export const newFromProbes = (
  endpointKey: string,
  number: number,
  endpoint: string,
  [first, ...others]: [ProbeResult, ...ProbeResult[]],
): Incident => ({
  endpointKey,
  number,
  incidentId: incidentIdOf({ endpointKey, number }),
  endpoint: redactUrl(endpoint),
  state: 'open',
  count: 0,
  openedAt: first.at,
  lastAt: first.at,
  cause: others.at(-1)?.cause ?? first.cause ?? 'unknown',
  codes: {},
  sources: {},
  sample: { at: first.at },
  version: 0,
  listName: OPEN_LIST,
});
