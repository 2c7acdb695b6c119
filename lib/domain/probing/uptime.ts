import type { ProbeResult } from './probe-result.ts';

export type Cell = 'up' | 'down' | 'unknown';
type Run = { from: number; to: number; isUp: boolean };

const MINUTE_MS = 60_000;
/**
 * If the next result is this late, nothing is known about the time in between; in a run both ends are known to agree.
 */
const KNOWN_MS = 15 * MINUTE_MS;

const provenResults = (results: readonly ProbeResult[]) =>
  results
    .filter(({ kind }) => kind !== 'unknown')
    .map(({ at, kind }) => ({ at: Date.parse(at), isUp: kind === 'up' }))
    .toSorted((a, b) => a.at - b.at);

/** From result to result: each one holds until the next, and for a while after the last. */
const runsOf = (results: readonly ProbeResult[], now: number): Run[] => {
  const proven = provenResults(results);
  return proven.map(({ at, isUp }, index) => {
    const next = proven[index + 1];
    const known = next && next.isUp === isUp ? next.at : Math.min(next?.at ?? now, at + KNOWN_MS);
    return { from: at, to: known, isUp };
  });
};

const overlap = ({ from, to }: Run, begin: number, end: number): number =>
  Math.max(0, Math.min(to, end) - Math.max(from, begin));

/**
 * How an endpoint was, in `cells` equal parts of the time from `from` to `now`; down if it was ever down in that
 * part.
 */
export const stripOf = (
  results: readonly ProbeResult[],
  from: number,
  now: number,
  cells: number,
): Cell[] => {
  const runs = runsOf(results, now);
  const width = (now - from) / cells;
  return Array.from({ length: cells }, (_, index) => {
    const [begin, end] = [from + index * width, from + (index + 1) * width];
    const within = runs.filter((run) => overlap(run, begin, end) > 0);
    if (within.length === 0) return 'unknown';
    return within.some(({ isUp }) => !isUp) ? 'down' : 'up';
  });
};

/** A share is only given once so much of its time is known: after four minutes of monitoring it would say nothing of a day. */
const LEAST_KNOWN = 0.5;

/** How much of a time is known, in ms, and for how much of that it worked. */
const knownIn = (
  results: readonly ProbeResult[],
  from: number,
  now: number,
): { knownMs: number; upMs: number } => {
  const runs = runsOf(results, now).map((run) => ({ ms: overlap(run, from, now), isUp: run.isUp }));
  const sum = (some: typeof runs): number => some.reduce((total, { ms }) => total + ms, 0);
  return { knownMs: sum(runs), upMs: sum(runs.filter(({ isUp }) => isUp)) };
};

/** How long an endpoint was monitored in a time, in ms. */
export const monitoredMs = (results: readonly ProbeResult[], from: number, now: number): number =>
  knownIn(results, from, now).knownMs;

/** The share of the known time in which it worked, 0 to 1; nothing where too little of the time is known. */
export const availabilityOf = (
  results: readonly ProbeResult[],
  from: number,
  now: number,
): number | undefined => {
  const { knownMs, upMs } = knownIn(results, from, now);
  return knownMs === 0 || knownMs < (now - from) * LEAST_KNOWN ? undefined : upMs / knownMs;
};
