import * as z from 'zod';
import { Cause } from '../diagnosis/cause.ts';
import { causeOfProbe, type Probe, provesFailure, provesServer } from './probe.ts';

/** What is kept of each probe of an endpoint. `neutral`: not tested, or refused by our own rules, which proves nothing. */
export const Look = z.object({
  at: z.iso.datetime(),
  ms: z.int().nonnegative(),
  kind: z.enum(['server', 'failed', 'neutral']).catch('neutral'),
  cause: Cause.optional().catch(undefined),
});
export type Look = z.infer<typeof Look>;

/** What a probe proves; where a status is expected, no other one will do. */
export const lookOf = (probe: Probe, expectedStatus?: number): Look => {
  const { at, ms, answer } = probe;
  if (expectedStatus !== undefined && provesServer(probe)) {
    return answer?.status === expectedStatus
      ? { at, ms, kind: 'server' }
      : { at, ms, kind: 'failed', cause: causeOfProbe(probe) ?? 'unknown' };
  }
  const kind = provesFailure(probe) ? 'failed' : provesServer(probe) ? 'server' : 'neutral';
  const cause = causeOfProbe(probe);
  return { at, ms, kind, ...(cause && { cause }) };
};

const KEPT_WHOLE = 5;
const KEPT = 40;

/**
 * Earlier looks with one more, in order of their start. Of a long run of the same only its ends stay: what recovery
 * asks for is when a run began, and the list must not grow with an outage.
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

const isSame = (one: Look, other: Look): boolean => one.kind === other.kind && one.cause === other.cause;
