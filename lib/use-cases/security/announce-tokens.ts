import { listApiTokens, markAnnounced, readApiToken } from '../../adapters/dynamodb/api-tokens.ts';
import { apiTokenMessage } from '../../messages/api-token.ts';
import { asPublisher, LeaseLostError, type Publisher, type Turn } from '../alerting/publisher.ts';
import type { Work } from '../runtime/run-context.ts';

const PATIENCE_MS = 6000;

/**
 * Announces to the team by email each API token that was not announced yet, and then records it. What cannot be sent
 * now is found again by the next sweep. Never throws.
 */
export const announceTokens = async (work: Work, holder: string, turn: Turn = 'ordinary'): Promise<void> => {
  try {
    const unheard = (await listApiTokens(work.store)).filter(({ announcedAt }) => announcedAt === undefined);
    if (unheard.length === 0) return;
    await asPublisher(
      work,
      holder,
      PATIENCE_MS,
      async (publisher) => {
        // The first is the oldest.
        for (const { id } of unheard.toReversed())
          if (publisher.hasTime()) await announce(work, publisher, id);
      },
      turn,
    );
  } catch (error) {
    work.log.error('new API tokens could not be announced; the next sweep announces them', { error });
  }
};

/** A token that cannot be announced does not hold back the others. */
const announce = async (work: Work, publisher: Publisher, id: string): Promise<void> => {
  try {
    const token = await readApiToken(work.store, id); // under the lease: it may have been announced by now
    if (!token || token.announcedAt !== undefined) return;
    const { oncall, place, links } = work;
    const now = work.now();
    const message = apiTokenMessage(token, { oncall, now: now.getTime(), place, links });
    await publisher.publish(message, () => markAnnounced(work.store, id, now));
  } catch (error) {
    if (error instanceof LeaseLostError) throw error;
    work.log.error('a new API token could not be announced; the next sweep announces it', { id, error });
  }
};
