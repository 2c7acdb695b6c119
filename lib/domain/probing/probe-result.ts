import * as z from 'zod';
import { Cause } from '../diagnosis/cause.ts';
import { causeOfProbe, type Probe, provesFailure, provesServer } from './probe.ts';

/**
 * What is kept of each probe of an endpoint. `unknown`: not tested, or refused by our own rules, which proves
 * nothing.
 */
export const ProbeResult = z.object({
  at: z.iso.datetime(),
  ms: z.int().nonnegative(),
  kind: z.enum(['up', 'down', 'unknown']).catch('unknown'),
  cause: Cause.optional().catch(undefined),
  /** The status of an answer with a server error: some endpoints always give one. */
  status: z.int().optional().catch(undefined),
});
export type ProbeResult = z.infer<typeof ProbeResult>;

/**
 * What a probe proves. If a status is expected, no other one will do. A normal status proves that the server is up,
 * whatever it is.
 */
export const resultOf = (probe: Probe, expectedStatus?: number, normalStatus?: number): ProbeResult => {
  const { at, ms } = probe;
  const cause = causeOfProbe(probe);
  const status = answeredStatus(probe);
  const isError = status !== undefined && status >= SERVER_ERROR;
  const result = { at, ms, ...(isError && { status }) };
  if (status !== undefined && expectedStatus !== undefined) {
    return status === expectedStatus
      ? { ...result, kind: 'up', ...(isError && cause && { cause }) }
      : { ...result, kind: 'down', cause: cause ?? 'unknown' };
  }
  const isNormal = status !== undefined && status === normalStatus;
  const kind =
    provesFailure(probe) && !isNormal ? 'down' : isNormal || provesServer(probe) ? 'up' : 'unknown';
  return { ...result, kind, ...(cause && { cause }) };
};

const SERVER_ERROR = 500;

/** The status of a complete answer; one beside a failure does not count. */
export const answeredStatus = ({ outcome, answer }: Probe): number | undefined =>
  outcome.kind === 'answered' ? answer?.status : undefined;

const KEPT_WHOLE = 5;
const KEPT = 40;

/**
 * Adds a result, in the order in which probes started. Of a long run of equal results only both ends stay: recovery
 * asks when a run began, and the list must not grow with an outage.
 */
export const appendResult = (before: readonly ProbeResult[], result: ProbeResult): ProbeResult[] => {
  const sorted = [...before.filter(({ at }) => at !== result.at), result].sort((one, other) =>
    one.at < other.at ? -1 : 1,
  );
  const early = sorted.length - KEPT_WHOLE;
  return sorted
    .filter((one, index) => {
      const [previous, next] = [sorted[index - 1], sorted[index + 1]];
      return index >= early || !previous || !next || !isSame(previous, one) || !isSame(one, next);
    })
    .slice(-KEPT);
};

const isSame = (one: ProbeResult, other: ProbeResult): boolean =>
  one.kind === other.kind && one.cause === other.cause && one.status === other.status;
