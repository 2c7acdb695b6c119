import { askFor, HEARTBEAT_TIMEOUT_MS } from '../../adapters/heartbeat-client.ts';
import type { Heartbeat } from '../../domain/oncall/heartbeat.ts';
import { isHeartbeatDue, type SweepResult, unfinishedIn } from '../../domain/watching/finished-sweep.ts';
import type { RunContext } from '../runtime/run-context.ts';

/** Left of the sweep's time after a request that hangs. */
const SPARE_MS = 2000;

/**
 * What a sweep does last, where `oncall.yml` has a heartbeat: it tells a service outside that its work is done, and if it is
 * not, that, or nothing. Answers whether one is still owed. Never throws, and tries once: the next sweep is the next try.
 */
export const heartbeatSender = ({ url, failUrl, everyMinutes, method }: Heartbeat) => {
  let takenAt: number | undefined; // by this container, which knows of no earlier one
  return async (
    run: Pick<RunContext, 'log' | 'now' | 'remainingMs'>,
    swept: SweepResult,
  ): Promise<boolean> => {
    const unfinished = unfinishedIn(swept);
    const isDone = unfinished.length === 0;
    if (!isDone) run.log.warn('no heartbeat: the sweep did not do its work', { unfinished });
    const now = run.now().getTime();
    if (isDone && !isHeartbeatDue(now, everyMinutes, takenAt)) return false;
    takenAt = undefined;
    const address = isDone ? url : failUrl;
    if (address === undefined) return true;
    const timeoutMs = Math.min(HEARTBEAT_TIMEOUT_MS, run.remainingMs() - SPARE_MS);
    const failure = timeoutMs > 0 ? await askFor(address, method, timeoutMs) : 'no time was left';
    if (failure !== undefined) run.log.warn('a heartbeat was not taken', { failure });
    else if (isDone) takenAt = now;
    return takenAt === undefined;
  };
};
