import * as z from 'zod';
import type { Look } from './probe-result.ts';

/**
 * In which queue a monitor waits for its probe. `configured`: a team has named exactly it; `trouble`: it answered us once,
 * or a team has named the beginning of its address, and it fails; `fresh`: it never answered us; `well`. So a flood of
 * names that answer nobody waits behind itself alone.
 */
export const Lane = z.enum(['configured', 'trouble', 'well', 'fresh']);
export type Lane = z.infer<typeof Lane>;

export const laneOf = (
  named: 'exactly' | 'beginning' | undefined,
  isInTrouble: boolean,
  history: readonly Look[],
): Lane => {
  if (named === 'exactly') return 'configured';
  if (named === undefined && !history.some(({ kind }) => kind === 'server')) return 'fresh';
  return isInTrouble ? 'trouble' : 'well';
};

/** The least that each lane has of the probes that are left by the one before all others; what one does not need goes on. */
export const LANE_SHARES: readonly (readonly [lane: Lane, share: number])[] = [
  ['configured', 1],
  ['trouble', 0.5],
  ['well', 0.25],
  ['fresh', 0.25],
];
