import {
  type AnnouncedRoster,
  putAnnouncedRoster,
  readAnnouncedRoster,
} from '../../adapters/dynamodb/announced-roster.ts';
import { readCovers } from '../../adapters/dynamodb/covers.ts';
import { LEASE_MS } from '../../adapters/dynamodb/publisher-lease.ts';
import { MessageRefusedError } from '../../adapters/sns/publish.ts';
import { canChange, changesBetween, type Roster, rosterAt } from '../../domain/oncall/roster.ts';
import { type OpenNow, readersOf, renderHandover } from '../../messages/duty-handover.ts';
import { withPlainSubject } from '../../messages/plain-subject.ts';
import type { Message } from '../../messages/sections/message.ts';
import { type Publisher, withPublisherLease } from '../alerting/publisher.ts';
import { AGAIN, ATTEMPTS, attempt } from '../runtime/attempts.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { openNow } from './open-now.ts';

const LEASE_WAIT_MS = 6000;
/** Without that much time nothing can be published: to wait for the lease would only have the sweep stopped by Lambda. */
const NEEDED_MS = LEASE_MS;

/**
 * Mails those who come on duty and those who go off, once who is on duty differs from what was last announced. It only ever
 * announces what is so now: what came and went while no sweep ran is not told. In an ordinary minute it costs one read of a
 * few hundred bytes, and nothing where nobody takes turns. What cannot be sent now is found again by the next sweep. Never
 * throws.
 */
export const announceHandover = async (run: RunContext, holder: string): Promise<void> => {
  if (!canChange(run.oncall) || run.remainingMs() <= NEEDED_MS) return;
  try {
    const known = await readAnnouncedRoster(run.store, false);
    const isNews = hasChanged(run, known.roster ?? firstOf(run));
    if (known.roster && !isNews) return;
    const open = isNews ? await openOrUnknown(run) : undefined; // before the lease, for which alerts wait
    await withPublisherLease(run, holder, LEASE_WAIT_MS, async (publisher) => {
      if (publisher.hasTime()) await announce(await withLatestCovers(run), publisher, open);
    });
  } catch (error) {
    run.log.error('a hand-over could not be announced; the next sweep announces it', { error });
  }
};

const hasChanged = ({ oncall, now }: RunContext, before: Roster): boolean =>
  changesBetween(before, rosterAt(oncall, now().getTime())).length > 0;

/** The covers may be a sweep old, and another run may have announced newer ones since: then this one would take that back. */
const withLatestCovers = async (run: RunContext): Promise<RunContext> => ({
  ...run,
  oncall: { ...run.oncall, covers: (await readCovers(run.store)).covers },
});

const announce = async (run: RunContext, publisher: Publisher, open: OpenNow | undefined): Promise<void> => {
  const { oncall, place, links, log } = run;
  const at = run.now();
  const now = rosterAt(oncall, at.getTime());
  const before = await readAnnouncedRoster(run.store, true); // under the lease: it may have been announced by now
  const changes = changesBetween(before.roster ?? firstOf(run), now);
  if (before.roster && changes.length === 0) return;
  const record = (): Promise<void> => recordRoster(run, now, before, at);
  if (!before.roster) log.info('who is on duty is recorded for the first time', { roster: now });
  if (readersOf(changes, oncall).length === 0) return record();
  await publishAnyhow(
    publisher,
    renderHandover(changes, open, { oncall, place, links, now: at.getTime() }),
    record,
  );
  log.info('a hand-over was announced', { changes });
};

/**
 * What counts as announced where nothing was yet: what is so now, so that a first deploy mails nobody. But where nobody takes
 * turns this runs only because somebody stands in, and that is news.
 */
const firstOf = ({ oncall, now }: RunContext): Roster =>
  rosterAt(
    oncall.duties.some(({ rotation }) => rotation) ? oncall : { ...oncall, covers: [] },
    now().getTime(),
  );

/** A hand-over is told also where what is open cannot be read. */
const openOrUnknown = async (run: RunContext): Promise<OpenNow | undefined> => {
  try {
    return await openNow(run);
  } catch (error) {
    run.log.error('a hand-over is announced without what is open', { error });
    return undefined;
  }
};

/** A subject that SNS refuses must not have it tried each minute for ever. */
const publishAnyhow = async (
  publisher: Publisher,
  message: Message,
  mark: () => Promise<void>,
): Promise<void> => {
  try {
    await publisher.publish(message, mark);
  } catch (error) {
    if (!(error instanceof MessageRefusedError)) throw error;
    await publisher.publish(withPlainSubject(message), mark);
  }
};

const recordRoster = async (
  run: RunContext,
  roster: Roster,
  { revision }: AnnouncedRoster,
  at: Date,
): Promise<void> => {
  const recorded = await attempt(run, ATTEMPTS.markingHandover, async () => {
    try {
      return await putAnnouncedRoster(run.store, { roster, at }, revision);
    } catch (error) {
      run.log.warn('a hand-over could not be recorded yet', { error });
      return AGAIN;
    }
  });
  if (recorded === AGAIN)
    run.log.error('a hand-over was announced, but not recorded: it will be announced again');
};
