import * as z from 'zod';
import type { ProbeResult } from './probe-result.ts';

/**
 * The queue in which a monitor waits for its probe. `configured`: listed exactly; `trouble`: it answered us once, or
 * the beginning of its URL is listed, and it fails; `fresh`: it never answered us; `well`. So a flood of dead names
 * waits behind itself only.
 */
export const Lane = z.enum(['configured', 'trouble', 'well', 'fresh']);
export type Lane = z.infer<typeof Lane>;

export const laneOf = (
  named: 'exactly' | 'beginning' | undefined,
  isInTrouble: boolean,
  history: readonly ProbeResult[],
): Lane => {
  if (named === 'exactly') return 'configured';
  if (named === undefined && !history.some(({ kind }) => kind === 'up')) return 'fresh';
  return isInTrouble ? 'trouble' : 'well';
};

/** The minimum share of each lane, of what the lanes before it left; what one lane does not need goes to the next. */
export const LANE_SHARES: readonly (readonly [lane: Lane, share: number])[] = [
  ['configured', 1],
  ['trouble', 0.5],
  ['well', 0.25],
  ['fresh', 0.25],
];
