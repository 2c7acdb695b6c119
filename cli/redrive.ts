import { join } from 'node:path';
import { readOncall } from '../lib/adapters/config/oncall-file.ts';
import { redriveCommand } from './commands/for-people.ts';
import { EXIT, run } from './commands/run.ts';
import type { Box } from './redrive/dead-letters.ts';
import { fileBox } from './redrive/file-dead-letters.ts';
import { queueBox } from './redrive/queue-dead-letters.ts';
import { replay } from './redrive/replay.ts';
import { lineOf } from './redrive/undelivered.ts';
import { queueUntaken } from './redrive/untaken-alerts.ts';
import { LOCAL, localDir, runOn, say } from './stage.ts';

/*
 * Groups what the stream gave up and empties its queue; queues again what the team's own tools were not given; lists the
 * alerts that SNS could not hand to somebody, and with --forget removes those. Safe to run at any time, any number of times.
 */

/** Returns whether nothing is left to do. */
const redriveStream = async (stage: string, region: string | undefined): Promise<boolean> => {
  const box =
    stage === LOCAL
      ? fileBox(join(localDir(), 'failed.ndjson'))
      : await queueBox(stage, 'DispatchQueue', region);
  const letters = await box.take();
  const { gaveUp, grouped, stillPending, unreadable, done, kept } = await replay(
    runOn(stage, region),
    letters,
  );
  await box.settle({ done, kept });
  if (letters.length === 0) say('The stream gave up nothing.');
  for (const { condition, records, from, to } of gaveUp) {
    say(`  given up: ${records} records of ${shown(from)} to ${shown(to)}, ${condition}`);
  }
  if (gaveUp.length > 0) {
    say(
      `${grouped} notifications were still pending and are grouped now; the next sweep, within a minute, alerts people.`,
    );
    say(`${done.length} of ${gaveUp.length} pointers are removed: nothing of them is pending.`);
  }
  if (stillPending > 0)
    say(`${stillPending} notifications cannot be grouped yet: see the errors above, and run this again.`);
  if (unreadable > 0) say(`${unreadable} messages do not point into a stream; they stay in the queue.`);
  return kept.length === 0;
};

/**
 * Publishing again would wake everybody who did get it, and whatever prevented it is rarely over: a person tells a
 * person.
 */
const listUndelivered = async (box: Box, forget: boolean): Promise<boolean> => {
  const letters = await box.take();
  await box.settle(forget ? { done: letters, kept: [] } : { done: [], kept: letters });
  if (letters.length === 0) {
    say('Every alert that SNS accepted was handed over.');
    return true;
  }
  say(`SNS could not hand over ${letters.length} alerts:`);
  for (const one of letters) say(lineOf(one));
  say(
    forget
      ? 'They are removed from the queue.'
      : 'Tell whoever they were for, check the subscription, then run this again with --forget.',
  );
  return forget;
};

/** What the team's own tools were not given, where the stack has any. */
const redriveIntegrations = async (stage: string, region: string | undefined): Promise<void> => {
  const names = readOncall('oncall.yml').integrations.map(({ name }) => name);
  if (names.length === 0) return;
  const box = await queueBox(stage, 'IntegrateQueue', region);
  const letters = await box.take();
  const queued = await queueUntaken(runOn(stage, region), names, letters);
  await box.settle({ done: letters, kept: [] });
  say(
    letters.length === 0
      ? 'Every alert was taken for the integrations.'
      : `${queued} alerts are queued for the integrations: what is still news of them is posted within a minute.`,
  );
};

const shown = (time: number): string =>
  new Date(time)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');

type Options = { stage: string; region?: string | undefined; forget: boolean };

const main = async ({ stage, region, forget }: Options): Promise<number> => {
  const isStreamDone = await redriveStream(stage, region);
  const isAllHandedOver =
    stage === LOCAL || (await listUndelivered(await queueBox(stage, 'SubscriptionsQueue', region), forget));
  if (stage !== LOCAL) await redriveIntegrations(stage, region);
  return isStreamDone && isAllHandedOver ? EXIT.done : EXIT.failed;
};

export const ended = run(redriveCommand(), main);
