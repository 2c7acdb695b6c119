import { randomUUID } from 'node:crypto';
import {
  askForTurn,
  LEASE_MS,
  type Lease,
  lendLease,
  readLease,
  releaseLease,
  renewLease,
  takeLease,
  withdrawRequest,
} from '../../adapters/dynamodb/publisher-lease.ts';
import { publish } from '../../adapters/sns/publish.ts';
import type { Message } from '../../messages/sections/message.ts';
import type { Work } from '../runtime/run-context.ts';

/** Keeps publishes below ten in any second, above which SNS deactivates an email subscription. */
const PAUSE_MS = 250;
const RECENT_MS = 1000;
const ASK_AGAIN_MS = 150;

/** How long a round of alerts stands aside for messages that cannot wait for its end. */
const GIVE_WAY_MS = 6000;

/** Time a function must still have to begin a publish, so that it is never stopped between publish and mark. */
const NEEDED_MS = LEASE_MS;

/**
 * `urgent`: somebody sits before a screen and waits for this message. Whoever publishes lends the lease before its next
 * publish and gets it back afterwards, so that a storm of alerts is no reason to wait for its end.
 */
export type Turn = 'ordinary' | 'urgent';

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
  run: string,
  patienceMs: number,
  task: (publisher: Publisher) => Promise<void>,
  turn: Turn = 'ordinary',
): Promise<boolean> => {
  // A run may have many turns: a late copy of what ended one must not end the next.
  const holder = `${run}/${randomUUID()}`;
  const lease = await waitForLease(work, holder, patienceMs, turn);
  if (!lease) return false;
  const hasTime = (): boolean => work.remainingMs() > NEEDED_MS;
  try {
    if (isRecent(lease.lastPublishAt, work.now())) await work.sleep(PAUSE_MS);
    await task({
      hasTime,
      publish: async (message, mark) => {
        if (!(await renewLease(work.store, holder, work.now()))) await giveWay(work, holder, hasTime);
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
    await releaseLease(work.store, holder, work.now(), lease.lentTo === holder ? lease.lentFrom : undefined);
  }
  return true;
};

const waitForLease = async (
  work: Work,
  holder: string,
  patienceMs: number,
  turn: Turn,
): Promise<Lease | undefined> => {
  const giveUpAt = work.now().getTime() + patienceMs;
  let hasAsked = false;
  for (;;) {
    const lease = await takeLease(work.store, holder, work.now());
    const isLast = work.now().getTime() >= giveUpAt;
    if (hasAsked && (lease || isLast)) await withdrawRequest(work.store, holder, work.now());
    if (lease) return lease;
    // It may have been lent to us while we gave up.
    if (isLast) return hasAsked ? takeLease(work.store, holder, work.now()) : undefined;
    if (turn === 'urgent') {
      await askForTurn(work.store, holder, work.now());
      hasAsked = true;
    }
    await work.sleep(ASK_AGAIN_MS);
  }
};

/**
 * Lends the lease to who cannot wait, and goes on once it is back: in between nobody but those has published, so what
 * is about to be told is still to be told. Throws LeaseLostError if it does not come back in time.
 */
const giveWay = async (work: Work, holder: string, hasTime: () => boolean): Promise<void> => {
  const giveUpAt = work.now().getTime() + GIVE_WAY_MS;
  for (;;) {
    const lease = await readLease(work.store);
    const isMine = lease?.holder === holder;
    const isLent = lease?.lentFrom === holder && lease.lentTo === lease.holder;
    if (!isMine && !isLent) break;
    if (isMine) await lendLease(work.store, holder, work.now());
    await work.sleep(ASK_AGAIN_MS);
    if (work.now().getTime() >= giveUpAt || !hasTime()) break;
    if (await renewLease(work.store, holder, work.now())) return;
  }
  throw new LeaseLostError('the publisher lease was lost');
};

const isRecent = (at: string | undefined, now: Date): boolean =>
  at !== undefined && now.getTime() - Date.parse(at) <= RECENT_MS;
