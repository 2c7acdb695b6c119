import { listApiTokens, markAnnounced, readApiToken } from '../../adapters/dynamodb/api-tokens.ts';
import { apiTokenMessage } from '../../messages/api-token.ts';
import { LeaseLostError, type Publisher, type Turn, withPublisherLease } from '../alerting/publisher.ts';
import type { RunContext } from '../runtime/run-context.ts';

const LEASE_WAIT_MS = 6000;

/**
 * Announces to the team by email each API token that was not announced yet, and then records it. What cannot be sent
 * now is found again by the next sweep. Never throws.
 */
export const announceTokens = async (
  run: RunContext,
  holder: string,
  turn: Turn = 'ordinary',
): Promise<void> => {
  try {
    const unheard = (await listApiTokens(run.store)).filter(({ announcedAt }) => announcedAt === undefined);
    if (unheard.length === 0) return;
    await withPublisherLease(
      run,
      holder,
      LEASE_WAIT_MS,
      async (publisher) => {
        // The first is the oldest.
        for (const { id } of unheard.toReversed())
          if (publisher.hasTime()) await announce(run, publisher, id);
      },
      turn,
    );
  } catch (error) {
    run.log.error('new API tokens could not be announced; the next sweep announces them', { error });
  }
};

/** A token that cannot be announced does not hold back the others. */
const announce = async (run: RunContext, publisher: Publisher, id: string): Promise<void> => {
  try {
    const token = await readApiToken(run.store, id); // under the lease: it may have been announced by now
    if (!token || token.announcedAt !== undefined) return;
    const { oncall, place, links } = run;
    const now = run.now();
    const message = apiTokenMessage(token, { oncall, now: now.getTime(), place, links });
    await publisher.publish(message, () => markAnnounced(run.store, id, now));
  } catch (error) {
    if (error instanceof LeaseLostError) throw error;
    run.log.error('a new API token could not be announced; the next sweep announces it', { id, error });
  }
};
