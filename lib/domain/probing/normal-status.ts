import * as z from 'zod';
import type { Look } from './probe-result.ts';

/**
 * What an endpoint always answers to our bare GET while it accepts deliveries: some answer 500 or 503 to everything
 * but the POST of an event. Such an answer proves that the server is up, and says nothing about an outage. `oncall`:
 * the team expects it.
 */
export const NormalStatus = z.object({
  status: z.int().min(100).max(599),
  learnedFrom: z.enum(['probes', 'person', 'oncall']).catch('probes'),
  by: z.string().optional(),
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
const LEARNED_LOOKS = 5;

const proven = (history: readonly Look[]): Look[] => history.filter(({ kind }) => kind !== 'neutral');

/**
 * The server error that our probes got for six hours in which Flavours reported nothing. Only if the endpoint was
 * never seen to answer otherwise: what began at a known time is an outage, however long it lasts.
 */
export const learnNormal = (
  history: readonly Look[],
  { lastReportedAt = '', forgottenAt = '' }: { lastReportedAt?: string; forgottenAt?: string | undefined },
  now: Date,
): NormalStatus | undefined => {
  const looks = proven(history);
  const status = looks.at(-1)?.status;
  if (status === undefined || status < SERVER_ERROR) return undefined;
  const others = looks.findLastIndex((look) => look.kind !== 'failed' || look.status !== status);
  const run = looks.slice(others + 1);
  const wasOtherwise = looks.slice(0, others + 1).some(({ kind }) => kind === 'server');
  const [first] = run;
  if (!first || wasOtherwise || run.length < LEARNED_LOOKS || first.at <= forgottenAt) return undefined;
  const since = Math.max(Date.parse(first.at), lastReportedAt === '' ? 0 : Date.parse(lastReportedAt));
  const last = Date.parse(run.at(-1)?.at ?? first.at);
  return Math.min(last, now.getTime()) - since >= LEARNED_MS
    ? { status, learnedFrom: 'probes', at: now.toISOString() }
    : undefined;
};

/** The results as they count once `status` is known to be normal. */
export const withNormal = (history: readonly Look[], status: number): Look[] =>
  history.map((look) =>
    look.kind === 'failed' && look.status === status ? { ...look, kind: 'server' } : look,
  );

/**
 * Whether an answer shows that the endpoint no longer always gives its normal one. Another error is reported as an
 * outage.
 */
export const endsNormal = (normal: NormalStatus, answered: number | undefined): boolean =>
  answered !== undefined && answered !== normal.status && answered < SERVER_ERROR;
