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
import type { RunContext } from '../runtime/run-context.ts';

/** Keeps publishes below ten in any second, above which SNS deactivates an email subscription. */
const PAUSE_MS = 250;
const RECENT_MS = 1000;
const ASK_AGAIN_MS = 150;

/** How long a publisher waits while it lends its lease to messages that cannot wait. */
const GIVE_WAY_MS = 6000;

/**
 * Time a function must have left to begin a publish, so that it is never stopped between publishing and recording.
 */
const NEEDED_MS = LEASE_MS;
/** What each translation before it may take: its publish at the longest, with the renewal before it and the pause after it. */
const TRANSLATION_MS = 6000;

/**
 * `urgent`: somebody is waiting at a screen for this message. The current publisher lends its lease before its next
 * publish and gets it back afterwards, so that such a message does not wait for the end of a storm.
 */
export type Turn = 'ordinary' | 'urgent';

/** The run that may publish, for as long as `withPublisherLease` runs. */
export type Publisher = {
  /** Whether there is time left for another publish. */
  hasTime: () => boolean;
  /**
   * Renews the lease, publishes once, calls `mark` with SNS's message id, and pauses before the next. Translations go before, so
   * that only what everybody got is marked; one that fails, or for which there is no time, neither holds up nor repeats the
   * rest.
   */
  publish: (message: Message, mark: (messageId: string) => Promise<void>) => Promise<void>;
};

/** Another run has the lease now; what is left is for it or for the next sweep. */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError' as const;
}

/**
 * Runs `task` while nobody else publishes. Waits for the lease for up to `leaseWaitMs`; returns false if it never got
 * it: what is due then stays due, and the next sweep sends it.
 */
export const withPublisherLease = async (
  context: RunContext,
  runId: string,
  leaseWaitMs: number,
  task: (publisher: Publisher) => Promise<void>,
  turn: Turn = 'ordinary',
): Promise<boolean> => {
  // A run may take the lease several times: a late copy of the write that released it must not release it again.
  const holder = `${runId}/${randomUUID()}`;
  const lease = await waitForLease(context, holder, leaseWaitMs, turn);
  if (!lease) return false;
  const hasTime = (): boolean => context.remainingMs() > NEEDED_MS;
  const once: Publisher['publish'] = async (message, mark) => {
    if (!(await renewLease(context.store, holder, context.now()))) await giveWay(context, holder, hasTime);
    try {
      await mark(await publish(context.topic, message));
    } finally {
      await context.sleep(PAUSE_MS);
    }
  };
  const publishTranslation = async (translation: Message): Promise<string | undefined> => {
    let sentAs: string | undefined;
    try {
      await once(translation, async (messageId) => {
        sentAs = messageId;
      });
    } catch (error) {
      if (error instanceof LeaseLostError) throw error;
      context.log.error('a translation could not be sent; its readers get the original', { error });
    }
    return sentAs;
  };
  try {
    if (isRecent(lease.lastPublishAt, context.now())) await context.sleep(PAUSE_MS);
    await task({
      hasTime,
      publish: async (message, mark) => {
        const unsent: string[] = [];
        let sentAs: string | undefined;
        for (const translation of message.translations ?? []) {
          const hasTimeForBoth = context.remainingMs() > NEEDED_MS + TRANSLATION_MS;
          const messageId = hasTimeForBoth ? await publishTranslation(translation) : undefined;
          if (messageId === undefined) unsent.push(...(translation.attributes.recipient ?? []));
          else sentAs = messageId;
        }
        const original = withRecipients(message, unsent);
        // Where all read a translation, the original has nobody left, and SNS takes no empty list.
        if (sentAs !== undefined && original.attributes.recipient?.length === 0) await mark(sentAs);
        else await once(original, mark);
      },
    });
  } catch (error) {
    if (!(error instanceof LeaseLostError)) throw error;
    context.log.warn(error.message);
  } finally {
    await releaseLease(
      context.store,
      holder,
      context.now(),
      lease.lentTo === holder ? lease.lentFrom : undefined,
    );
  }
  return true;
};

/** The message for more recipients. */
const withRecipients = (message: Message, more: readonly string[]): Message => ({
  ...message,
  attributes: { ...message.attributes, recipient: [...(message.attributes.recipient ?? []), ...more] },
});

const waitForLease = async (
  context: RunContext,
  holder: string,
  leaseWaitMs: number,
  turn: Turn,
): Promise<Lease | undefined> => {
  const giveUpAt = context.now().getTime() + leaseWaitMs;
  let hasAsked = false;
  for (;;) {
    const lease = await takeLease(context.store, holder, context.now());
    const isLast = context.now().getTime() >= giveUpAt;
    if (hasAsked && (lease || isLast)) await withdrawRequest(context.store, holder, context.now());
    if (lease) return lease;
    // It may have been lent to us just as we gave up.
    if (isLast) return hasAsked ? takeLease(context.store, holder, context.now()) : undefined;
    if (turn === 'urgent') {
      await askForTurn(context.store, holder, context.now());
      hasAsked = true;
    }
    await context.sleep(ASK_AGAIN_MS);
  }
};

/**
 * Lends the lease to a run that cannot wait, and continues once it is back. Only that run published in between, so
 * what was about to be sent is still due. Throws LeaseLostError if it does not come back in time.
 */
const giveWay = async (context: RunContext, holder: string, hasTime: () => boolean): Promise<void> => {
  const giveUpAt = context.now().getTime() + GIVE_WAY_MS;
  for (;;) {
    const lease = await readLease(context.store);
    const isMine = lease?.holder === holder;
    const isLent = lease?.lentFrom === holder && lease.lentTo === lease.holder;
    if (!isMine && !isLent) break;
    if (isMine) await lendLease(context.store, holder, context.now());
    await context.sleep(ASK_AGAIN_MS);
    if (context.now().getTime() >= giveUpAt || !hasTime()) break;
    if (await renewLease(context.store, holder, context.now())) return;
  }
  throw new LeaseLostError('the publisher lease was lost');
};

const isRecent = (at: string | undefined, now: Date): boolean =>
  at !== undefined && now.getTime() - Date.parse(at) <= RECENT_MS;
