import { readOpenCounts } from '../../adapters/dynamodb/open-counts.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { Alerting } from './alert-due.ts';
import { Missed } from './group-missed.ts';
import { oldestDueAgeS, saveTally } from './measure.ts';
import { NO_TELEMETRY, type PartName, runPart, type Telemetry } from './part.ts';
import { archiveSettled, passTime } from './pass-time.ts';
import { silencesOrKnown } from './silences-or-known.ts';
import { Survey } from './survey.ts';
import { Walk } from './walk.ts';

/**
 * What one sweep found and left. `invalidItem`: incidents that do not fit our schema, so nobody is alerted about
 * them.
 */
export type Swept = {
  pending: number;
  oldestPendingAgeS: number;
  failed: number;
  open: number;
  invalidItem: number;
  oldestDueAlertAgeS: number;
  failedParts: PartName[];
};

/** Grouping goes first, since it has the news, but only briefly: what is already due must not wait for it. */
const FIRST_GROUPING_MS = 2000;
/**
 * The share of the function's time that must be left for a part to continue. A publish needs the last quarter for
 * itself.
 */
const LEFT_AFTER = { alerting: 0.5, grouping: 0.38, alertingAgain: 0.26, closing: 0.12, archiving: 0.06 };

/**
 * Does whatever the other functions left undone: groups what the stream missed, alerts, closes what has been quiet
 * for long. Each part has its own time and its own failure; alerts go before closings. Holds no more than a page of
 * incidents, so that any number may be open. May overlap itself.
 */
export const sweep = async (
  given: RunContext,
  holder: string,
  pendingAgeMs: number,
  telemetry: Telemetry = NO_TELEMETRY,
): Promise<Swept> => {
  const run: RunContext = {
    ...given,
    readSilences: silencesOrKnown(given, (error) => {
      given.log.error('silences could not be read: alerts go out in spite of them', { error });
      telemetry.count('SilencesUnreadable');
    }),
  };
  const wholeMs = run.remainingMs();
  const until = (share: number) => () => run.remainingMs() > wholeMs * share;
  const swept: Swept = {
    pending: 0,
    oldestPendingAgeS: 0,
    failed: 0,
    open: 0,
    invalidItem: 0,
    oldestDueAlertAgeS: 0,
    failedParts: [],
  };
  const part = async (name: PartName, task: () => Promise<void>): Promise<void> => {
    if (!(await runPart(run, telemetry, name, task)) && !swept.failedParts.includes(name))
      swept.failedParts.push(name);
  };
  const survey = new Survey(run);
  const missed = new Missed(run);
  const walk = new Walk(run, survey);
  const alerting = new Alerting(run, holder, survey);
  const group = (mayGoOn: () => boolean) => missed.group(mayGoOn, (incidents) => survey.also(incidents));

  await part('grouping', async () => {
    swept.oldestPendingAgeS = await missed.find(pendingAgeMs);
    telemetry.gaugeSeconds('OldestPendingAge', swept.oldestPendingAgeS);
    await group(() => run.remainingMs() > wholeMs - FIRST_GROUPING_MS);
  });
  const counts = await countsBefore(run);
  await part('alerting', () => alerting.run(walk, until(LEFT_AFTER.alerting)));
  await part('grouping', async () => {
    await group(until(LEFT_AFTER.grouping));
    missed.throwUnread();
  });
  await part('alerting', () => alerting.alertAll(until(LEFT_AFTER.alertingAgain)));
  await part('measuring', async () => {
    if (!walk.hasRead) return; // nothing is known: a missing gauge raises the alarm too
    swept.oldestDueAlertAgeS = await oldestDueAgeS(run, survey.pool);
    telemetry.gaugeSeconds('OldestDueAlertAge', swept.oldestDueAlertAgeS);
  });
  await part('closing', () =>
    passTime(run, survey, until(LEFT_AFTER.closing), async (changed) => {
      await survey.also(changed);
      await alerting.alertAll(until(LEFT_AFTER.alertingAgain));
    }),
  );
  await part('archiving', () => archiveSettled(run, survey, until(LEFT_AFTER.archiving)));
  await part('measuring', async () => {
    await walk.keepPlace();
    if (counts && walk.isDone && walk.isWhole) await saveTally(run, counts, survey.tally);
  });
  return {
    ...swept,
    pending: missed.pending,
    failed: missed.left,
    open: survey.tally.open,
    invalidItem: survey.invalidItem,
  };
};

/** The counts before the list is read; without them they are left as they are. */
const countsBefore = async (run: RunContext) => {
  try {
    return await readOpenCounts(run.store);
  } catch (error) {
    run.log.error('the open incidents of sources could not be read', { error });
    return undefined;
  }
};
