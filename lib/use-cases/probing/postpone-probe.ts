import { postponeProbe } from '../../adapters/dynamodb/monitors.ts';
import { nextProbeAt } from '../../domain/probing/monitor.ts';
import type { Work } from '../runtime/run-context.ts';

/**
 * Lets an endpoint whose check broke wait for its next turn like one in trouble. Without this it would be due for ever,
 * and those that are due the longest come first: a few such endpoints would keep all others from being probed.
 */
export const postpone = async (work: Work, endpointKey: string): Promise<void> => {
  try {
    await postponeProbe(work.store, endpointKey, nextProbeAt(true, work.now(), work.pace));
  } catch (error) {
    work.log.error('the next probe of an endpoint could not be put off', { endpointKey, error });
  }
};
