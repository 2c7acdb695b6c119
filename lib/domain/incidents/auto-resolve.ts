import type { ProbeResult } from '../probing/probe-result.ts';
import type { Incident } from './incident.ts';
import { type LossWindow, TRIES_MS } from './loss-window.ts';

const MINUTE_MS = 60_000;

/** Two successful probes must be this far apart: one alone may have hit the good moment of a flapping server. */
const APART_MS = MINUTE_MS;
export const FIRST_QUIET_MS = 5 * MINUTE_MS;
const LONGEST_QUIET_MS = 60 * MINUTE_MS;
const FLAPPING_MS = 2 * 60 * MINUTE_MS;
/** An older successful probe says nothing, since the endpoint was not monitored in between. */
const LAST_GOOD_MS = 24 * 60 * MINUTE_MS;

/** The last sign of failure: a notification, or a probe that failed. */
export const lastFailureMs = ({ count, lastAt, openedAt, probeFailedAt }: RecoveryFacts): number =>
  Math.max(Date.parse(count === 0 ? openedAt : lastAt), probeFailedAt ? Date.parse(probeFailedAt) : 0);

type RecoveryFacts = Pick<Incident, 'count' | 'lastAt' | 'openedAt' | 'probeFailedAt'>;

/** How long everything must be well before probes resolve an incident. */
export type RecoveryThresholds = { quietMs: number; apartMs: number };

/**
 * How long everything must be well: doubled for each further incident of the endpoint within two hours, which dampens
 * flapping. `pace` is below 1 in demos only.
 */
export const recoveryThresholds = (
  incident: Incident,
  others: readonly Incident[],
  now: Date,
  pace = 1,
): RecoveryThresholds => {
  const recent = others.filter(
    ({ number, openedAt }) =>
      number !== incident.number && now.getTime() - Date.parse(openedAt) <= FLAPPING_MS,
  );
  const quietMs = Math.min(FIRST_QUIET_MS * 2 ** recent.length, LONGEST_QUIET_MS);
  return { quietMs: quietMs * pace, apartMs: APART_MS * pace };
};

/**
 * Whether probes prove that an outage is over, derived each time from all that is known, in the order in which probes
 * started. Only if a probe had failed: otherwise Flavours alone may be blocked, and our successful probes say
 * nothing. A probe that gets the very error that Flavours reported does not count as successful.
 */
export const detectRecovery = (
  incident: Incident,
  history: readonly ProbeResult[],
  { quietMs, apartMs }: RecoveryThresholds,
  now: Date,
): LossWindow | undefined => {
  if (incident.probeFailedAt === undefined) return undefined;
  const failures = history.filter(({ kind }) => kind === 'down').map(({ at }) => Date.parse(at));
  const failedMs = Math.max(lastFailureMs(incident), ...failures);
  if (now.getTime() - failedMs < quietMs) return undefined;
  const good = history.filter(
    (result) =>
      result.kind === 'up' &&
      result.cause !== incident.cause &&
      Date.parse(result.at) > lastProbeFailed(failures, incident),
  );
  const after = good.filter(({ at }) => Date.parse(at) > failedMs);
  const [first, last] = [after[0], after.at(-1)];
  if (!first || !last || Date.parse(last.at) - Date.parse(first.at) < apartMs) return undefined;
  return lossWindow(incident, history, Date.parse(good[0]?.at ?? first.at));
};

const lastProbeFailed = (failures: readonly number[], { probeFailedAt }: Incident): number =>
  Math.max(...failures, Date.parse(probeFailedAt ?? ''));

/** Better too wide than too narrow: fetching twice costs nothing, and what is not fetched is lost. */
const lossWindow = (incident: Incident, history: readonly ProbeResult[], firstGoodMs: number): LossWindow => {
  const openedMs = Date.parse(incident.openedAt);
  const lastGood = history
    .filter(({ kind, cause, at }) => kind === 'up' && cause !== incident.cause && Date.parse(at) < openedMs)
    .map(({ at }) => Date.parse(at))
    .filter((atMs) => openedMs - atMs <= LAST_GOOD_MS)
    .at(-1);
  const firstFailed = history
    .filter(({ kind, at }) => kind === 'down' && Date.parse(at) > (lastGood ?? 0))
    .map(({ at }) => Date.parse(at))[0];
  const earliest = incident.count === 0 ? Math.min(openedMs, firstFailed ?? openedMs) : openedMs - TRIES_MS;
  const from =
    lastGood !== undefined && lastGood <= earliest
      ? ({ ms: lastGood, reason: 'last-good-probe' } as const)
      : ({
          ms: earliest,
          reason: incident.count === 0 ? 'first-failed-probe' : 'before-first-notification',
        } as const);
  const lastMs = incident.count === 0 ? 0 : Date.parse(incident.lastAt);
  const to =
    firstGoodMs >= lastMs
      ? ({ ms: firstGoodMs, reason: 'first-good-probe' } as const)
      : ({ ms: lastMs, reason: 'last-notification' } as const);
  return {
    from: new Date(from.ms).toISOString(),
    fromReason: from.reason,
    to: new Date(to.ms).toISOString(),
    toReason: to.reason,
  };
};
