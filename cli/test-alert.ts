import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { webhookUrl } from '../deploy/webhook-url.ts';
import { tablePrefix } from '../lib/adapters/config/table-names.ts';
import { Channel } from '../lib/domain/incidents/last-sent.ts';
import { DRILL_ENDPOINT, DRILL_SOURCE } from '../lib/domain/incidents/test-alert.ts';
import { webhookToken } from '../lib/domain/security/webhook-token.ts';
import {
  type DrillProgress,
  drillKey,
  drillProgress,
  endDrill,
} from '../lib/use-cases/incidents/test-alert.ts';
import { dataDir, runningStack, webhookSecret } from '../local/stack/data-dir.ts';
import { StartError } from '../local/support/errors.ts';
import { testAlertCommand } from './commands/for-people.ts';
import { EXIT, run } from './commands/run.ts';
import { LOCAL, localDir, say, workOn } from './stage.ts';

/*
 * Posts a marked notification as Flavours would, and says how long it took to be kept, folded and told on each channel
 * of every level. People get a message that says TEST.
 */

const POLL_MS = 200;
const Answer = z.object({ id: z.ulid() });

const localUrl = async (): Promise<string> => {
  const dir = dataDir(localDir());
  const running = await runningStack(dir);
  if (!running)
    throw new StartError(`no local stack runs on ${dir.root}: expected npm start, or a deployed --stage`);
  return new URL(
    `/hooks/${DRILL_SOURCE}/${webhookToken(webhookSecret(dir), DRILL_SOURCE, 1)}`,
    running.webhookUrl,
  ).href;
};

const urlOf = (stage: string, region: string | undefined): Promise<string> => {
  if (stage === LOCAL) return localUrl();
  const stack = tablePrefix(stage);
  return webhookUrl(region === undefined ? {} : { region }, stack, `${stack}-receive`, DRILL_SOURCE);
};

const since = (startedAt: number): string => `${((performance.now() - startedAt) / 1000).toFixed(2)} s`;

type Options = { stage: string; region?: string | undefined; wait: number };

const main = async (values: Options): Promise<number> => {
  const work = workOn(values.stage, values.region);
  const url = await urlOf(values.stage, values.region);
  const who = `drill of ${userInfo().username}`.slice(0, 60);
  await endDrill(work, who);

  const startedAt = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      code: 0,
      endpoint: DRILL_ENDPOINT,
      message: 'A drill: nothing is broken.',
    }),
  });
  if (response.status !== 200) throw new Error(`the post was answered with ${response.status}`);
  const key = drillKey(Answer.parse(await response.json()).id);
  say(`kept     after ${since(startedAt)}: notification ${key.id}`);

  let before: DrillProgress = { told: {} };
  const isDone = () => Channel.options.every((channel) => before.told[channel]);
  for (const waitMs = values.wait * 1000; !isDone() && performance.now() - startedAt < waitMs; ) {
    const progress = (await drillProgress(work, key)) ?? before;
    if (progress.incidentId && !before.incidentId)
      say(`folded   after ${since(startedAt)}: incident ${progress.incidentId}`);
    for (const channel of Channel.options) {
      const told = progress.told[channel];
      if (told && !before.told[channel])
        say(
          `${channel.padEnd(8)} after ${since(startedAt)}: SNS accepted ${told.messageId} for ${told.level === 1 ? 'level 1' : `levels 1 to ${told.level}`}`,
        );
    }
    before = progress;
    await sleep(POLL_MS);
  }
  for (const channel of Channel.options) {
    if (!before.told[channel])
      say(
        `${channel.padEnd(8)} not within ${values.wait} s${channel === 'sms' ? ': five SMS at once, then one per three minutes' : ''}`,
      );
  }
  await endDrill(work, who);
  say('SNS accepted it; whether it has come, ask the people. The drill is closed.');
  return isDone() ? EXIT.done : EXIT.failed;
};

run(testAlertCommand(), main);
