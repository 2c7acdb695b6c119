import { startCommand } from '../cli/commands/for-people.ts';
import { report, run } from '../cli/commands/run.ts';
import { labProbes } from './broken-servers/probe-settings.ts';
import { makeDataDir, openLog } from './stack/data-dir.ts';
import { startExample, tryCommand } from './stack/example.ts';
import { type Stack, startStack } from './stack/stack.ts';
import { readEnvironment } from './support/environment.ts';
import { takeStdout } from './support/output.ts';

/** `alone` asks no other server whether our own network works. */
const PROBES = { on: labProbes, alone: { ...labProbes, isNetworkAssumed: true }, off: undefined };

const main = async (): Promise<void> => {
  const environment = readEnvironment(process.env);
  const dir = makeDataDir(environment.DATA_DIR);
  const say = takeStdout(openLog(dir.functionLog));
  const starting = startStack({
    port: environment.PORT,
    dataDir: environment.DATA_DIR,
    dynamodbEndpoint: environment.DYNAMODB_ENDPOINT,
    stream: environment.STREAM === 'on',
    sweepS: environment.SWEEP_S,
    checkS: environment.CHECK_S,
    oncallFile: environment.ONCALL,
    publishPlain: environment.PUBLISH_PLAIN === 'true',
    integrateWith: environment.INTEGRATE_WITH,
    environment: { ...process.env },
    probes: PROBES[environment.PROBES],
    log: (line) => process.stderr.write(`${line}\n`),
  });
  stopOnSignal(starting);
  const example = starting.then(() => startExample(environment.PORT));
  example.catch(() => undefined); // said where it is waited for
  const stack = await starting;
  say(`Webhook URL: ${stack.webhookUrl}`);
  say(`Inbox: ${stack.inboxUrl}`);
  if (stack.postedUrl !== undefined) say(`Posted: ${stack.postedUrl}`);
  say(`Console: ${await stack.signInUrl()}`);
  say(`DynamoDB: ${stack.dynamodbEndpoint}${stack.dynamodbName ? ` = ${stack.dynamodbName}` : ''}`);
  say(`Try it: ${tryCommand(stack.webhookUrl, (await example).url, dir.example)}`);
  say(`Ready in ${Math.round(performance.now())} ms`);
};

/** A first signal stops everything in order; a second one does not wait for it. */
const stopOnSignal = (starting: Promise<Stack>): void => {
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      starting
        .then((stack) => stack.stop())
        .then(() => process.exit(0))
        .catch((error: unknown) => {
          process.exitCode = report(error, startCommand().helpGroup());
        });
    });
  }
};

run(startCommand(), main).then(() => {
  if (process.exitCode) process.exit(); // a loaded handler module may keep the process alive
});
