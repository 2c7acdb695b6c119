import { askFor, HEARTBEAT_TIMEOUT_MS } from '../../adapters/heartbeat-client.ts';
import type { Heartbeat } from '../../domain/oncall/heartbeat.ts';
import { isHeartbeatDue, type SweepResult, unfinishedIn } from '../../domain/watching/finished-sweep.ts';
import type { RunContext } from '../runtime/run-context.ts';

/** Left of the sweep's time after a request that hangs. */
const SPARE_MS = 2000;

/**
 * What a sweep does last, where `oncall.yml` has a heartbeat: it tells a service outside that its work is done, and if it is
 * not, that, or nothing. `count` is called for each that was taken. Never throws, and tries once: the next sweep is the next try.
 */
export const heartbeatSender = (heartbeat: Heartbeat | undefined, count: () => void) => {
  let isOwed = true; // by this container, which knows of no earlier one
  return async (run: Pick<RunContext, 'log' | 'now' | 'remainingMs'>, swept: SweepResult): Promise<void> => {
    if (!heartbeat) return;
    const { url, failUrl, everyMinutes, method } = heartbeat;
    const unfinished = unfinishedIn(swept);
    const isDone = unfinished.length === 0;
    if (!isDone) run.log.warn('no heartbeat: the sweep did not do its work', { unfinished });
    const address = isDone ? url : failUrl;
    if (isDone && !isHeartbeatDue(run.now().getTime(), everyMinutes, isOwed)) return;
    isOwed = true;
    if (address === undefined) return;
    const timeoutMs = Math.min(HEARTBEAT_TIMEOUT_MS, run.remainingMs() - SPARE_MS);
    const failure = timeoutMs > 0 ? await askFor(address, method, timeoutMs) : 'no time was left';
    if (failure !== undefined) {
      run.log.warn('a heartbeat was not taken', { failure });
      return;
    }
    if (!isDone) return;
    isOwed = false;
    count();
  };
};
