import { LEASE_MS, releaseLease, renewLease, takeLease } from '../../adapters/dynamodb/publisher-lease.ts';
import { publish } from '../../adapters/sns/publish.ts';
import type { Message } from '../../messages/sections/message.ts';
import type { Work } from '../runtime/run-context.ts';

/** Keeps publishes below ten in any second, above which SNS deactivates an email subscription. */
const PAUSE_MS = 250;
const RECENT_MS = 1000;
const ASK_AGAIN_MS = 150;

/** Time a function must still have to begin a publish, so that it is never stopped between publish and mark. */
const NEEDED_MS = LEASE_MS;

/** The one who may publish, for as long as `asPublisher` runs. */
export type Publisher = {
  /** Whether there is time left for another publish. */
  hasTime: () => boolean;
  /** Renews the lease, publishes once, does `mark` with SNS's message id, and leaves the pause before the next. */
  publish: (message: Message, mark: (messageId: string) => Promise<void>) => Promise<void>;
};

/** The lease went to somebody else; whatever is left is theirs or the next sweep's. */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError' as const;
}

/**
 * Runs `task` while nobody else publishes. Waits up to `patienceMs` for its turn; answers false if it never came:
 * then what is owed stays owed, and the next sweep tells it.
 */
export const asPublisher = async (
  work: Work,
  holder: string,
  patienceMs: number,
  task: (publisher: Publisher) => Promise<void>,
): Promise<boolean> => {
  const lease = await waitForLease(work, holder, patienceMs);
  if (!lease) return false;
  try {
    if (isRecent(lease.lastPublishAt, work.now())) await work.sleep(PAUSE_MS);
    await task({
      hasTime: () => work.remainingMs() > NEEDED_MS,
      publish: async (message, mark) => {
        if (!(await renewLease(work.store, holder, work.now())))
          throw new LeaseLostError('the publisher lease was lost');
        try {
          await mark(await publish(work.topic, message));
        } finally {
          await work.sleep(PAUSE_MS);
        }
      },
    });
  } catch (error) {
    if (!(error instanceof LeaseLostError)) throw error;
    work.log.warn(error.message);
  } finally {
    await releaseLease(work.store, holder);
  }
  return true;
};

const waitForLease = async (work: Work, holder: string, patienceMs: number) => {
  const giveUpAt = work.now().getTime() + patienceMs;
  for (;;) {
    const lease = await takeLease(work.store, holder, work.now());
    if (lease || work.now().getTime() >= giveUpAt) return lease;
    await work.sleep(ASK_AGAIN_MS);
  }
};

const isRecent = (at: string | undefined, now: Date): boolean =>
  at !== undefined && now.getTime() - Date.parse(at) <= RECENT_MS;
