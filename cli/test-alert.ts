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
import { sayIntegrationsPosted } from './integrations-posted.ts';
import { sayDelivered } from './say-delivered.ts';
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

/** So long a test waits for SNS to accept it, unless --wait says otherwise. */
const WAIT_S = 90;

type Options = { stage: string; region?: string | undefined; wait: number | boolean; delivery: number };

const main = async (values: Options): Promise<number> => {
  const waitS = typeof values.wait === 'number' ? values.wait : WAIT_S;
  const run = runOn(values.stage, values.region);
  const url = await urlOf(values.stage, values.region);
  const actor = `test alert of ${userInfo().username}`.slice(0, 60);
  await endTestAlert(run, actor);

  const startedAt = performance.now();
  const postedAt = new Date();
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

  let before: TestAlertProgress = { lastSent: {}, messageIds: [], recipients: [] };
  const isDone = () => PeopleChannel.options.every((channel) => before.lastSent[channel]);
  for (const waitMs = waitS * 1000; !isDone() && performance.now() - startedAt < waitMs; ) {
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
        `${channel.padEnd(8)} not within ${waitS} s${channel === 'sms' ? ': five SMS at once, then one per three minutes' : ''}`,
      );
  }
  const isPosted = await sayIntegrationsPosted(run, before.incidentId, {
    since: () => since(startedAt),
    isLate: () => performance.now() - startedAt > waitS * 1000,
  });
  await endTestAlert(run, actor);
  say('SNS accepted it, and the test alert is closed.');
  const isWaiting = values.stage !== LOCAL && values.wait !== false && before.messageIds.length > 0;
  const isDelivered =
    !isWaiting ||
    (await sayDelivered({
      ...values,
      region: values.region,
      recipients: before.recipients,
      messages: before.messageIds.length,
      from: postedAt,
      minutes: values.delivery,
    }));
  say('Delivered is handed over: to a mail server, to a carrier. Whether it was seen, ask the people.');
  return isDone() && isPosted && isDelivered ? EXIT.done : EXIT.failed;
};

run(testAlertCommand(), main);
