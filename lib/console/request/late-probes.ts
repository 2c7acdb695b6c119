import { countDueProbes } from '../../adapters/dynamodb/due-probes.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import { Lane } from '../../domain/probing/lane.ts';
import { lateBefore } from '../../domain/probing/monitor.ts';

/**
 * How many endpoints have waited longer than they should for their probe; `isCut`: there are more than were counted.
 */
export const lateProbes = async (store: Store, now: Date): Promise<{ count: number; isCut: boolean }> => {
  const until = lateBefore(now);
  const counted = await Promise.all(Lane.options.map((lane) => countDueProbes(store, lane, until)));
  return {
    count: counted.reduce((sum, { count }) => sum + count, 0),
    isCut: counted.some(({ isCut }) => isCut),
  };
};
