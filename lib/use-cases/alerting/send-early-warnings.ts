import { readWatched, saveWatched } from '../../adapters/dynamodb/monitors.ts';
import { toldWith, warningsOf } from '../../domain/probing/early-warning.ts';
import type { Watched } from '../../domain/probing/monitor.ts';
import { renderWarnings, type Warned } from '../../messages/early-warnings.ts';
import { AGAIN, ATTEMPTS, attempt } from '../runtime/attempts.ts';
import type { Work } from '../runtime/run-context.ts';
import { asPublisher } from './publisher.ts';
import { PATIENCE_MS } from './send-due-alerts.ts';

const MOST = 20;

/**
 * Sends one email about coming trouble at the endpoints that were just probed, and then records it. What cannot be
 * sent now is found again by the next check. Never throws.
 */
export const warn = async (work: Work, holder: string, looked: readonly Watched[]): Promise<void> => {
  const keys = looked
    .filter((one) => warningsOf(one, work.now()).length > 0)
    .map(({ endpointKey }) => endpointKey)
    .slice(0, MOST);
  if (keys.length === 0) return;
  try {
    await asPublisher(work, holder, PATIENCE_MS, async (publisher) => {
      const now = work.now();
      const current = await readWatched(work.store, keys, () => undefined); // under the lease: it may have been sent by now
      const [first, ...others]: Warned[] = current
        .map((one) => ({ ...one, warnings: warningsOf(one, now) }))
        .filter(({ warnings }) => warnings.length > 0);
      if (!first || !publisher.hasTime()) return;
      const warned: [Warned, ...Warned[]] = [first, ...others];
      const message = renderWarnings(warned, { oncall: work.oncall, now: now.getTime(), place: work.place });
      await publisher.publish(message, async () => {
        for (const one of warned) await mark(work, one, now);
      });
    });
  } catch (error) {
    work.log.error('an early warning could not be sent; the next check sends it', { error });
  }
};

const mark = async (work: Work, { endpointKey, warnings }: Warned, now: Date): Promise<void> => {
  const marked = await attempt(work, ATTEMPTS.markingWarned, async () => {
    const [current] = await readWatched(work.store, [endpointKey], () => undefined);
    return !current || (await saveWatched(work.store, current, toldWith(current, warnings, now))) || AGAIN;
  });
  if (marked !== AGAIN) return;
  work.log.error('an early warning was sent, but not recorded: it will be sent again', { endpointKey });
};
