import * as z from 'zod';
import type { ProbeResult } from './probe-result.ts';

/**
 * What an endpoint always answers to our bare GET while it accepts deliveries: some answer 500 or 503 to everything
 * but the POST of an event. Such an answer proves that the server is up, and says nothing about an outage. `oncall`:
 * the team expects it.
 */
export const NormalStatus = z.object({
  status: z.int().min(100).max(599),
  learnedFrom: z.enum(['probes', 'person', 'oncall']).catch('probes'),
  actor: z.string().optional(),
  at: z.iso.datetime(),
});
export type NormalStatus = z.infer<typeof NormalStatus>;

const SERVER_ERROR = 500;
/**
 * As long as it takes quiet to close an incident: nothing was reported all that time, and the answer was always the
 * same.
 */
const LEARNED_MS = 6 * 60 * 60_000;
/** A run keeps its first result and the last five; fewer would be a coincidence. */
const LEARNED_RESULTS = 5;

const proven = (history: readonly ProbeResult[]): ProbeResult[] =>
  history.filter(({ kind }) => kind !== 'unknown');

/**
 * The server error that our probes got for six hours in which Flavours reported nothing. Only if the endpoint was
 * never seen to answer otherwise: what began at a known time is an outage, however long it lasts.
 */
export const learnNormal = (
  history: readonly ProbeResult[],
  { lastReportedAt = '', forgottenAt = '' }: { lastReportedAt?: string; forgottenAt?: string | undefined },
  now: Date,
): NormalStatus | undefined => {
  const results = proven(history);
  const status = results.at(-1)?.status;
  if (status === undefined || status < SERVER_ERROR) return undefined;
  const others = results.findLastIndex((result) => result.kind !== 'down' || result.status !== status);
  const run = results.slice(others + 1);
  const wasOtherwise = results.slice(0, others + 1).some(({ kind }) => kind === 'up');
  const [first] = run;
  if (!first || wasOtherwise || run.length < LEARNED_RESULTS || first.at <= forgottenAt) return undefined;
  const since = Math.max(Date.parse(first.at), lastReportedAt === '' ? 0 : Date.parse(lastReportedAt));
  const last = Date.parse(run.at(-1)?.at ?? first.at);
  return Math.min(last, now.getTime()) - since >= LEARNED_MS
    ? { status, learnedFrom: 'probes', at: now.toISOString() }
    : undefined;
};

/** The results as they count once `status` is known to be normal. */
export const withNormal = (history: readonly ProbeResult[], status: number): ProbeResult[] =>
  history.map((result) =>
    result.kind === 'down' && result.status === status ? { ...result, kind: 'up' } : result,
  );

/**
 * Whether an answer shows that the endpoint no longer always gives its normal one. Another error is reported as an
 * outage.
 */
export const endsNormal = (normal: NormalStatus, answered: number | undefined): boolean =>
  answered !== undefined && answered !== normal.status && answered < SERVER_ERROR;
