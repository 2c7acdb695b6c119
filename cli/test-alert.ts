import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { awsOf } from '../deploy/region.ts';
import { webhookUrl } from '../deploy/webhook-url.ts';
import { tablePrefix } from '../lib/adapters/config/table-names.ts';
import { PeopleChannel } from '../lib/domain/incidents/last-sent.ts';
import { TEST_ALERT_ENDPOINT, TEST_ALERT_SOURCE } from '../lib/domain/incidents/test-alert.ts';
import { webhookToken } from '../lib/domain/security/webhook-token.ts';
import {
  endTestAlert,
  type TestAlertProgress,
  testAlertKey,
  testAlertProgress,
} from '../lib/use-cases/incidents/test-alert.ts';
import { dataDir, runningStack, webhookSecret } from '../local/stack/data-dir.ts';
import { StartError } from '../local/support/errors.ts';
import { testAlertCommand } from './commands/for-people.ts';
import { EXIT, run } from './commands/run.ts';
import { sayIntegrationsTold } from './integrations-told.ts';
import { LOCAL, localDir, runOn, say } from './stage.ts';

/*
 * Posts a marked notification as Flavours would, and says how long it took to be stored, grouped and alerted on each channel
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
    `/hooks/${TEST_ALERT_SOURCE}/${webhookToken(webhookSecret(dir), TEST_ALERT_SOURCE, 1)}`,
    running.webhookUrl,
  ).href;
};

const urlOf = (stage: string, region: string | undefined): Promise<string> => {
  if (stage === LOCAL) return localUrl();
  const stack = tablePrefix(stage);
  return webhookUrl(awsOf(stage, region), stack, `${stack}-receive`, TEST_ALERT_SOURCE);
};

const since = (startedAt: number): string => `${((performance.now() - startedAt) / 1000).toFixed(2)} s`;

type Options = { stage: string; region?: string | undefined; wait: number };

const main = async (values: Options): Promise<number> => {
  const run = runOn(values.stage, values.region);
  const url = await urlOf(values.stage, values.region);
  const actor = `test alert of ${userInfo().username}`.slice(0, 60);
  await endTestAlert(run, actor);

  const startedAt = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      code: 0,
      endpoint: TEST_ALERT_ENDPOINT,
      message: 'A test alert: nothing is broken.',
    }),
  });
  if (response.status !== 200) throw new Error(`the post was answered with ${response.status}`);
  const key = testAlertKey(Answer.parse(await response.json()).id);
  say(`stored   after ${since(startedAt)}: notification ${key.id}`);

  let before: TestAlertProgress = { lastSent: {} };
  const isDone = () => PeopleChannel.options.every((channel) => before.lastSent[channel]);
  for (const waitMs = values.wait * 1000; !isDone() && performance.now() - startedAt < waitMs; ) {
    const progress = (await testAlertProgress(run, key)) ?? before;
    if (progress.incidentId && !before.incidentId)
      say(`grouped  after ${since(startedAt)}: incident ${progress.incidentId}`);
    for (const channel of PeopleChannel.options) {
      const lastSent = progress.lastSent[channel];
      if (lastSent && !before.lastSent[channel])
        say(
          `${channel.padEnd(8)} after ${since(startedAt)}: SNS accepted ${lastSent.messageId} for ${lastSent.level === 1 ? 'level 1' : `levels 1 to ${lastSent.level}`}`,
        );
    }
    before = progress;
    await sleep(POLL_MS);
  }
  for (const channel of PeopleChannel.options) {
    if (!before.lastSent[channel])
      say(
        `${channel.padEnd(8)} not within ${values.wait} s${channel === 'sms' ? ': five SMS at once, then one per three minutes' : ''}`,
      );
  }
  const isTold = await sayIntegrationsTold(run, before.incidentId, {
    since: () => since(startedAt),
    isLate: () => performance.now() - startedAt > values.wait * 1000,
  });
  await endTestAlert(run, actor);
  say('SNS accepted it; whether it has come, ask the people. The test alert is closed.');
  return isDone() && isTold ? EXIT.done : EXIT.failed;
};

run(testAlertCommand(), main);
