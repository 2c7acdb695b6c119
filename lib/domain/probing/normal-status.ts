import * as z from 'zod';
import type { Look } from './probe-result.ts';

/**
 * What an endpoint always answers to our bare GET while it takes deliveries: some answer 500 or 503 to everything that is
 * no POST of an event. Such an answer proves the server and says nothing of an outage. `oncall`: a team expects it.
 */
export const NormalStatus = z.object({
  status: z.int().min(100).max(599),
  learnedFrom: z.enum(['probes', 'person', 'oncall']).catch('probes'),
  by: z.string().optional(),
  at: z.iso.datetime(),
});
export type NormalStatus = z.infer<typeof NormalStatus>;

const SERVER_ERROR = 500;
/** As long as quiet closes an incident: nothing was reported for so long, and it answered the same all the time. */
const LEARNED_MS = 6 * 60 * 60_000;
/** Of a run its first look and the last five are kept; fewer would be a coincidence. */
const LEARNED_LOOKS = 5;

const proven = (history: readonly Look[]): Look[] => history.filter(({ kind }) => kind !== 'neutral');

/**
 * The server error that our probes have got for six hours in which Flavours reported nothing. Only where the endpoint was
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

/** The looks as they are to be read once `status` is known to be normal. */
export const withNormal = (history: readonly Look[], status: number): Look[] =>
  history.map((look) =>
    look.kind === 'failed' && look.status === status ? { ...look, kind: 'server' } : look,
  );

/** Whether an answer shows that the endpoint no longer always gives its normal one. Another error is told as an outage. */
export const endsNormal = (normal: NormalStatus, answered: number | undefined): boolean =>
  answered !== undefined && answered !== normal.status && answered < SERVER_ERROR;
