import { postponeProbe } from '../../adapters/dynamodb/monitors.ts';
import { nextProbeAt } from '../../domain/probing/monitor.ts';
import type { RunContext } from '../runtime/run-context.ts';

/**
 * Moves the next probe of an endpoint whose check broke, as for one in trouble. Otherwise it would be due for ever,
 * and since the longest overdue come first, a few such endpoints would keep all others from being probed.
 */
export const postpone = async (run: RunContext, endpointKey: string): Promise<void> => {
  try {
    await postponeProbe(run.store, endpointKey, nextProbeAt(true, run.now(), run.pace));
  } catch (error) {
    run.log.error('the next probe of an endpoint could not be postponed', { endpointKey, error });
  }
};
