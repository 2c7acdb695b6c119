import { demoCommand } from '../../cli/commands/for-people.ts';
import { run } from '../../cli/commands/run.ts';
import { labProbes } from '../broken-servers/probe-settings.ts';
import { dataDir, makeDataDir, openLog, runningStack } from '../stack/data-dir.ts';
import { startStack } from '../stack/stack.ts';
import { readEnvironment } from '../support/environment.ts';
import { takeStdout } from '../support/output.ts';
import { CAUSES } from './merchant.ts';
import { play } from './story.ts';

/**
 * Nobody watches a demo for five quiet minutes, so the demo's own stack probes, and believes in a recovery, this much
 * faster.
 */
const PACE = 1 / 40;
const CHECK_S = 1;

/** The stack that runs on DATA_DIR, or one of our own for the time of the demo. */
const stackToTalkTo = async () => {
  const environment = readEnvironment(process.env);
  const running = await runningStack(dataDir(environment.DATA_DIR));
  if (running) return { ...running, isOurs: false, stop: async () => undefined };
  const stack = await startStack({
    port: environment.PORT,
    dataDir: environment.DATA_DIR,
    dynamodbEndpoint: environment.DYNAMODB_ENDPOINT,
    stream: environment.STREAM === 'on',
    sweepS: environment.SWEEP_S,
    checkS: CHECK_S,
    oncallFile: environment.ONCALL,
    publishPlain: environment.PUBLISH_PLAIN === 'true',
    environment: { ...process.env },
    probes: { ...labProbes, isNetworkAssumed: true, pace: PACE },
    log: (line) => process.stderr.write(`${line}\n`),
  });
  return {
    webhookUrl: stack.webhookUrl,
    probing: { everyS: CHECK_S, pace: PACE },
    isOurs: true,
    stop: () => stack.stop(),
  };
};

const main = async ({ cause, seconds }: { cause: string; seconds: number }): Promise<void> => {
  const { DATA_DIR } = readEnvironment(process.env);
  const say = takeStdout(openLog(makeDataDir(DATA_DIR).functionLog));
  const { webhookUrl, probing, isOurs, stop } = await stackToTalkTo();
  try {
    if (isOurs)
      say(
        'No stack runs, so the demo runs its own until it ends. To look around in the inbox, `npm start` first.',
      );
    say(`Inbox: ${new URL('/inbox', webhookUrl).href}`);
    await play({ webhookUrl, cause, seconds, probing, say });
    say(
      isOurs
        ? 'This stack ends with the demo; `npm start` serves its inbox and its links again.'
        : 'The merchant ends with the demo. Our probes will find it gone and say so, until its monitoring is stopped on its page in the console.',
    );
  } finally {
    await stop();
  }
};

run(demoCommand(CAUSES), main).then(() => process.exit());
