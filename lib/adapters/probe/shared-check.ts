import type { NetworkCheck, OwnSide } from './network-reference.ts';

/** How long an answer about our own side serves other probes too. */
const KNOWN_MS = 1_000;
/** The longest that a check of our own side may take: as long as a probe. */
const LONGEST_MS = 3_000;

/**
 * One check of our own side for all probes that ask within a second: a hundred silent endpoints must not open two hundred
 * connections more, of which a function has 1,024 in all.
 */
export const sharedCheck = (check: NetworkCheck, nowMs = () => performance.now()): NetworkCheck => {
  const asked = new Map<OwnSide, { at: number; answer: Promise<boolean> }>();
  return (side) => {
    const at = nowMs();
    const known = asked.get(side);
    if (known && at - known.at < KNOWN_MS) return known.answer;
    const answer = check(side, AbortSignal.timeout(LONGEST_MS)); // not the probe's own signal: others wait for it too
    asked.set(side, { at, answer });
    return answer;
  };
};
