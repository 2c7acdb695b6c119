import type { Look } from './probe-result.ts';

export type Cell = 'up' | 'down' | 'unknown';
type Run = { from: number; to: number; isUp: boolean };

const MINUTE_MS = 60_000;
/**
 * If the next result is this late, nothing is known about the time in between; in a run both ends are known to agree.
 */
const KNOWN_MS = 15 * MINUTE_MS;

const provenLooks = (looks: readonly Look[]) =>
  looks
    .filter(({ kind }) => kind !== 'neutral')
    .map(({ at, kind }) => ({ at: Date.parse(at), isUp: kind === 'server' }))
    .toSorted((a, b) => a.at - b.at);

/** From result to result: each one holds until the next, and for a while after the last. */
const runsOf = (looks: readonly Look[], now: number): Run[] => {
  const proven = provenLooks(looks);
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
export const stripOf = (looks: readonly Look[], from: number, now: number, cells: number): Cell[] => {
  const runs = runsOf(looks, now);
  const width = (now - from) / cells;
  return Array.from({ length: cells }, (_, index) => {
    const [begin, end] = [from + index * width, from + (index + 1) * width];
    const within = runs.filter((run) => overlap(run, begin, end) > 0);
    if (within.length === 0) return 'unknown';
    return within.some(({ isUp }) => !isUp) ? 'down' : 'up';
  });
};

/** The share of the known time in which it worked, 0 to 1; nothing where nothing is known. */
export const availabilityOf = (looks: readonly Look[], from: number, now: number): number | undefined => {
  const runs = runsOf(looks, now).map((run) => ({ ms: overlap(run, from, now), isUp: run.isUp }));
  const known = runs.reduce((sum, { ms }) => sum + ms, 0);
  const good = runs.filter(({ isUp }) => isUp).reduce((sum, { ms }) => sum + ms, 0);
  return known === 0 ? undefined : good / known;
};
