import type { Cause } from '../diagnosis/cause.ts';
import { CAUSES } from '../diagnosis/cause-names.ts';
import { type Answer, causeOfProbe, type Probe, provesFailure } from '../probing/probe.ts';
import { answeredStatus } from '../probing/probe-result.ts';
import { clean } from '../security/plain-text.ts';
import type { Incident } from './incident.ts';
import { isUnreported } from './incident-kind.ts';

type Answered = { status?: number; ms: number; isCut: boolean };

/**
 * What our own probe found beside what Flavours reports, as data: each language has its own words for it. `seen` is the
 * cause that the probe found, where that is the one to go by.
 */
export type Finding =
  | { is: 'same-failure' | 'names-cause'; seen: Cause; status?: number }
  | { is: 'same-answer'; seen: Cause; status?: number }
  | { is: 'other-failure'; seen: Cause; reported: Cause; status?: number }
  /** A team says what it answers to a GET, and it answers otherwise. */
  | { is: 'unexpected'; seen: Cause; status: number; expected: number }
  /** A server error that Flavours does not report: some endpoints answer every GET so. */
  | { is: 'error-to-get'; seen: Cause; isKindred: true; isVague: boolean; status: number }
  | { is: 'error-to-get'; isKindred: false; isVague: boolean; reported: Cause; status: number }
  /** What it always answers is no second witness: neither of an outage nor of its end. */
  | { is: 'as-always'; status: number; says?: string }
  /** Refused as Flavours is; but we neither sign nor post. */
  | { is: 'bare-refusal'; status: number }
  /** Our probe failed, and succeeds since. */
  | { is: 'recovering'; status?: number }
  /** The server is well; the application behind it may fail for events alone. */
  | ({ is: 'server-up' } & Answered)
  | ({ is: 'succeeds' } & Answered)
  | { is: 'unreported'; seen: Cause; status?: number }
  | { is: 'reopened'; seen: Cause; status?: number; from: number };

/** Faults that one witness names more exactly than the other. */
const KINDRED: readonly (readonly Cause[])[] = [
  ['tls', 'tls-certificate', 'tls-expired', 'tls-name', 'tls-untrusted', 'origin-tls'],
  ['dns', 'dns-temporary'],
  ['connection', 'connect-timeout', 'unreachable', 'origin'],
  ['timeout', 'connect-timeout', 'gateway-timeout'],
  ['unavailable', 'crashed', 'gateway-timeout', 'origin'],
  ['connection', 'reset'],
];
const SAYS_LITTLE: ReadonlySet<Cause> = new Set(['unknown', 'sender']);

const SERVER_ERROR = 500;

/**
 * The refusals that say something to whoever comes: too slow, gone, too large, too often. All others may be meant for us
 * alone, who sign nothing, post nothing and send no event: 401 and 403, but also 400, 404, 405, 407, 415 or 422.
 */
const SAYS_SOMETHING: ReadonlySet<number> = new Set([408, 410, 413, 414, 429, 431, 494]);

/** Where applications send whoever is not signed in. */
const SIGN_IN = /(?:log|sign)[-_]?in|\bsso\b|\boauth|\bauth(?:enticate|orize)?\b/i;

/** Whether an answer is one that a bare GET gets, with neither signature nor event, wherever these are wanted. */
const isForBareRequest = ({ status, redirectsTo = '' }: Answer): boolean =>
  status >= 400 ? status < SERVER_ERROR && !SAYS_SOMETHING.has(status) : SIGN_IN.test(redirectsTo);

/** What our probe found; nothing where there was none, or one that says nothing. */
export const findingOf = (incident: Incident): Finding | undefined => {
  const { probe, cause: reported, normalStatus: normal } = incident;
  if (!probe || probe.outcome.kind === 'untested' || probe.outcome.kind === 'refused') return undefined;
  const seen = causeOfProbe(probe);
  const status = answeredStatus(probe);
  if (status !== undefined && status >= 300 && status === normal?.status)
    return isUnreported(incident) ? undefined : { is: 'as-always', status, ...saysOf(incident) };
  const expected = normal?.learnedFrom === 'oncall' && status !== undefined ? normal.status : undefined;
  const isUnexpected = expected !== undefined && status !== expected;
  const fails = provesFailure(probe) || isUnexpected;
  if (isUnreported(incident)) return unreported(incident, seen, fails);
  if (isUnexpected && status !== undefined && status < SERVER_ERROR)
    return { is: 'unexpected', seen: seen ?? 'unknown', status, expected };
  const isKindred = seen !== undefined && isAlike(reported, seen);
  if (status !== undefined && status >= SERVER_ERROR && !normal && !isReported(status, incident, seen))
    return errorToGet(reported, seen ?? 'unknown', status, isKindred);
  if (seen && fails) {
    const found = { seen, ...(status !== undefined && { status }) };
    if (!isKindred) return { is: 'other-failure', reported, ...found };
    return { is: SAYS_LITTLE.has(reported) ? 'names-cause' : 'same-failure', ...found };
  }
  if (seen && seen === reported)
    return status !== undefined && probe.answer && isForBareRequest(probe.answer)
      ? { is: 'bare-refusal', status }
      : { is: 'same-answer', seen, ...(status !== undefined && { status }) };
  return isRecovering(incident, probe) ? recovering(status) : answers(reported, probe);
};

const isAlike = (reported: Cause, seen: Cause): boolean =>
  reported === seen ||
  SAYS_LITTLE.has(reported) ||
  KINDRED.some((family) => family.includes(reported) && family.includes(seen));

/** Whether a server error that our probe got is what Flavours reports too: the same status, or the same cause without one. */
const isReported = (
  status: number,
  { sample: { code }, cause: reported }: Incident,
  seen: Cause | undefined,
): boolean => code === status || ((code === undefined || code < 100 || code > 599) && reported === seen);

const errorToGet = (reported: Cause, seen: Cause, status: number, isKindred: boolean): Finding => {
  const isVague = SAYS_LITTLE.has(reported);
  return isKindred
    ? { is: 'error-to-get', seen, isKindred, isVague, status }
    : { is: 'error-to-get', isKindred, isVague, reported, status };
};

const saysOf = ({ normalStatus }: Incident): { says?: string } => {
  if (normalStatus?.learnedFrom === 'oncall') return { says: 'oncall.yml' };
  return normalStatus?.learnedFrom === 'person' && normalStatus.actor !== undefined
    ? { says: clean(normalStatus.actor) }
    : {};
};

const unreported = (incident: Incident, seen: Cause | undefined, fails: boolean): Finding | undefined => {
  const { probe, reopenedFrom: from } = incident;
  const status = probe && answeredStatus(probe);
  if (!fails) return probe && isRecovering(incident, probe) ? recovering(status) : undefined;
  const found = { seen: seen ?? ('unknown' as const), ...(status !== undefined && { status }) };
  return from === undefined ? { is: 'unreported', ...found } : { is: 'reopened', from, ...found };
};

/** Whether our probe failed and has not since, nor has Flavours reported anything. */
const isRecovering = ({ probeFailedAt, count, lastAt }: Incident, { at }: Probe): boolean =>
  probeFailedAt !== undefined && at > probeFailedAt && (count === 0 || at > lastAt);

const recovering = (status: number | undefined): Finding => ({
  is: 'recovering',
  ...(status !== undefined && { status }),
});

const answers = (reported: Cause, { answer, ms }: Probe): Finding => ({
  is: CAUSES[reported].isOfApplication ? 'server-up' : 'succeeds',
  ...(answer && { status: answer.status }),
  ms,
  isCut: answer?.incomplete !== undefined,
});
