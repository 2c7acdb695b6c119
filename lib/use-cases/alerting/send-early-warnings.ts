import { readMonitors, saveMonitor } from '../../adapters/dynamodb/monitors.ts';
import { sentWith, warningsOf } from '../../domain/probing/early-warning.ts';
import type { Monitor } from '../../domain/probing/monitor.ts';
import { renderWarnings, type Warned } from '../../messages/early-warnings.ts';
import { AGAIN, ATTEMPTS, attempt } from '../runtime/attempts.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { withPublisherLease } from './publisher.ts';
import { LEASE_WAIT_MS } from './send-due-alerts.ts';

const MOST = 20;

/**
 * Sends one email about coming trouble at the endpoints that were just probed, and then records it. What cannot be
 * sent now is found again by the next check. Never throws.
 */
export const sendEarlyWarnings = async (
  run: RunContext,
  holder: string,
  probed: readonly Monitor[],
): Promise<void> => {
  const keys = probed
    .filter((one) => warningsOf(one, run.now()).length > 0)
    .map(({ endpointKey }) => endpointKey)
    .slice(0, MOST);
  if (keys.length === 0) return;
  try {
    await withPublisherLease(run, holder, LEASE_WAIT_MS, async (publisher) => {
      const now = run.now();
      const current = await readMonitors(run.store, keys, () => undefined); // under the lease: it may have been sent by now
      const [first, ...others]: Warned[] = current
        .map((one) => ({ ...one, warnings: warningsOf(one, now) }))
        .filter(({ warnings }) => warnings.length > 0);
      if (!first || !publisher.hasTime()) return;
      const warned: [Warned, ...Warned[]] = [first, ...others];
      const message = renderWarnings(warned, { oncall: run.oncall, now: now.getTime(), place: run.place });
      await publisher.publish(message, async () => {
        for (const one of warned) await recordWarningsSent(run, one, now);
      });
    });
  } catch (error) {
    run.log.error('an early warning could not be sent; the next check sends it', { error });
  }
};

const recordWarningsSent = async (
  run: RunContext,
  { endpointKey, warnings }: Warned,
  now: Date,
): Promise<void> => {
  const marked = await attempt(run, ATTEMPTS.markingWarned, async () => {
    const [current] = await readMonitors(run.store, [endpointKey], () => undefined);
    return !current || (await saveMonitor(run.store, current, sentWith(current, warnings, now))) || AGAIN;
  });
  if (marked !== AGAIN) return;
  run.log.error('an early warning was sent, but not recorded: it will be sent again', { endpointKey });
};
