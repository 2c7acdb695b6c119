import * as z from 'zod';
import { Cause } from '../diagnosis/cause.ts';
import { causeOfProbe, type Probe, provesFailure, provesServer } from './probe.ts';

/**
 * What is kept of each probe of an endpoint. `unknown`: not tested, or refused by our own rules, which proves
 * nothing.
 */
export const Look = z.object({
  at: z.iso.datetime(),
  ms: z.int().nonnegative(),
  kind: z.enum(['server', 'failed', 'neutral']).catch('neutral'),
  cause: Cause.optional().catch(undefined),
  /** The status of an answer with a server error: some endpoints always give one. */
  status: z.int().optional().catch(undefined),
});
export type Look = z.infer<typeof Look>;

/**
 * What a probe proves. If a status is expected, no other one will do. A normal status proves that the server is up,
 * whatever it is.
 */
export const lookOf = (probe: Probe, expectedStatus?: number, normalStatus?: number): Look => {
  const { at, ms } = probe;
  const cause = causeOfProbe(probe);
  const status = answeredStatus(probe);
  const isError = status !== undefined && status >= SERVER_ERROR;
  const look = { at, ms, ...(isError && { status }) };
  if (status !== undefined && expectedStatus !== undefined) {
    return status === expectedStatus
      ? { ...look, kind: 'server', ...(isError && cause && { cause }) }
      : { ...look, kind: 'failed', cause: cause ?? 'unknown' };
  }
  const isNormal = status !== undefined && status === normalStatus;
  const kind =
    provesFailure(probe) && !isNormal ? 'failed' : isNormal || provesServer(probe) ? 'server' : 'neutral';
  return { ...look, kind, ...(cause && { cause }) };
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
export const remembered = (before: readonly Look[], look: Look): Look[] => {
  const sorted = [...before.filter(({ at }) => at !== look.at), look].sort((one, other) =>
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

const isSame = (one: Look, other: Look): boolean =>
  one.kind === other.kind && one.cause === other.cause && one.status === other.status;
