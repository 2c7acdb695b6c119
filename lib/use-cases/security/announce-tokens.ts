import { listApiTokens, markAnnounced, readApiToken } from '../../adapters/dynamodb/api-tokens.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import {
  forgetUnannounced,
  listUnannounced,
  type Unannounced,
} from '../../adapters/dynamodb/unannounced-tokens.ts';
import { apiTokenMessage } from '../../messages/api-token.ts';
import { LeaseLostError, type Publisher, type Turn, withPublisherLease } from '../alerting/publisher.ts';
import type { RunContext } from '../runtime/run-context.ts';

const LEASE_WAIT_MS = 6000;
/** A token is stored within seconds of being noted, or never. */
const NEVER_MADE_MS = 15 * 60_000;

/**
 * Announces to the team by email each API token that was not announced yet, and then records it. What cannot be sent
 * now is found again by the next sweep. Never throws.
 */
export const announceTokens = (run: RunContext, holder: string, turn: Turn = 'ordinary'): Promise<void> =>
  careful(run, async () => announceAll(run, holder, await listUnannounced(run.store), turn));

/**
 * The same for the sweep. In its first run in a container it also looks through all tokens, since an earlier version made them
 * without a note; and again for as long as it finds such ones, since they may not have been sent.
 */
export const tokenAnnouncer = () => {
  const seen = new WeakSet<Store>();
  return (run: RunContext, holder: string): Promise<void> =>
    careful(run, async () => {
      const noted = await listUnannounced(run.store);
      const unnoted = seen.has(run.store) ? [] : await unannouncedOf(run.store);
      const known = new Set(noted.map(({ id }) => id));
      const found = unnoted.filter(({ id }) => !known.has(id));
      await announceAll(run, holder, [...noted, ...found], 'ordinary');
      if (found.length === 0) seen.add(run.store);
    });
};

const unannouncedOf = async (store: Store): Promise<Unannounced[]> =>
  (await listApiTokens(store))
    .filter(({ announcedAt }) => announcedAt === undefined)
    .toReversed() // the first is the oldest
    .map(({ id, createdAt }) => ({ id, since: createdAt }));

const careful = async (run: RunContext, task: () => Promise<void>): Promise<void> => {
  try {
    await task();
  } catch (error) {
    run.log.error('new API tokens could not be announced; the next sweep announces them', { error });
  }
};

const announceAll = async (
  run: RunContext,
  holder: string,
  unheard: readonly Unannounced[],
  turn: Turn,
): Promise<void> => {
  if (unheard.length === 0) return;
  await withPublisherLease(
    run,
    holder,
    LEASE_WAIT_MS,
    async (publisher) => {
      for (const one of unheard) if (publisher.hasTime()) await announce(run, publisher, one);
    },
    turn,
  );
};

/** A token that cannot be announced does not hold back the others. */
const announce = async (run: RunContext, publisher: Publisher, { id, since }: Unannounced): Promise<void> => {
  try {
    const token = await readApiToken(run.store, id); // under the lease: it may have been announced by now
    const now = run.now();
    // Between its note and the token itself it may be about to be made.
    if (!token && now.getTime() - Date.parse(since) < NEVER_MADE_MS) return;
    if (token && token.announcedAt === undefined) {
      const { oncall, place, links } = run;
      const message = apiTokenMessage(token, { oncall, now: now.getTime(), place, links });
      await publisher.publish(message, () => markAnnounced(run.store, id, now));
    }
    await forgetUnannounced(run.store, id);
  } catch (error) {
    if (error instanceof LeaseLostError) throw error;
    run.log.error('a new API token could not be announced; the next sweep announces it', { id, error });
  }
};
