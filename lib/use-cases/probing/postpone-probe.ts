import { postponeProbe } from '../../adapters/dynamodb/monitors.ts';
import { nextProbeAt } from '../../domain/probing/monitor.ts';
import type { Work } from '../runtime/run-context.ts';

/**
 * Moves the next probe of an endpoint whose check broke, as for one in trouble. Otherwise it would be due for ever,
 * and since the longest overdue come first, a few such endpoints would keep all others from being probed.
 */
export const postpone = async (work: Work, endpointKey: string): Promise<void> => {
  try {
    await postponeProbe(work.store, endpointKey, nextProbeAt(true, work.now(), work.pace));
  } catch (error) {
    work.log.error('the next probe of an endpoint could not be postponed', { endpointKey, error });
  }
};
