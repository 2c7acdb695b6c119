import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { deployTestCommand } from '../../cli/commands/for-tests.ts';
import { run as runCommand } from '../../cli/commands/run.ts';
import {
  checkAlerting,
  checkMethods,
  checkNothingLeft,
  checkReceiving,
  checkRotation,
  webhookUrlIn,
} from './checks.ts';
import { cleanTree } from './clean-tree.ts';
import { clientsFor } from './clients.ts';
import { checkConsole } from './console.ts';
import { type Emulator, startEmulator, stopEmulator } from './emulator.ts';
import { ask, type Method } from './https.ts';
import { installEmulator } from './install.ts';
import { check, summarise, timed } from './report.ts';
import { run } from './run.ts';
import { checkSelfTest } from './self-test.ts';
import { TEAM } from './team.ts';
import { checkTools, INTEGRATIONS, startTools, type Tools } from './tools.ts';

const ROOT = process.cwd();
const ONCALL = `timeZone: Asia/Riyadh
${TEAM}alarms:
  - email: "\${ssm:/oncall/alarms}"
${INTEGRATIONS}`;

const main = async (): Promise<void> => {
  const directory = join(ROOT, '.venv');
  const installed = await timed('install the emulator', () => installEmulator(directory));
  const tree = await cleanTree(ROOT);
  const emulator = await timed('start the emulator', () =>
    startEmulator(installed, join(directory, 'ministack.log')),
  );
  const tools = await startTools();
  try {
    await story(emulator, tree, tools);
  } finally {
    await tools.stop();
    await stopEmulator(emulator);
    rmSync(tree, { recursive: true });
  }
  summarise();
};

const story = async (emulator: Emulator, tree: string, tools: Tools): Promise<void> => {
  const ca = readFileSync(emulator.certificate, 'utf8');
  const aws = clientsFor(emulator.url, ca);
  const serverless = (...args: string[]) =>
    run('npx', ['--no-install', 'serverless', ...args], {
      cwd: tree,
      env: {
        PATH: process.env['PATH'],
        HOME: emulator.home,
        NODE_EXTRA_CA_CERTS: emulator.certificate,
        AWS_ENDPOINT_URL: emulator.url,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_REGION: 'us-east-1',
        SLS_AWS_MONITORING_FREQUENCY: '500',
        ONCALL_PHONE: '+966512345678',
        ...tools.environment,
      },
      limitMs: 120_000,
    });
  // The emulator serves a deployed API below its own address.
  const askHook = (webhookUrl: string, method: Method, body = '') => {
    const { hostname, pathname } = new URL(webhookUrl);
    const api = `${emulator.url}/_aws/execute-api/${hostname.split('.')[0]}/$default`;
    return ask(`${api}${pathname}`, { ca, method, body });
  };
  const post = (webhookUrl: string, body: string) => askHook(webhookUrl, 'POST', body);

  const refused = await timed('deploy with the example people', () => serverless('deploy'));
  const lines = `${refused.stdout}${refused.stderr}`
    .split('\n')
    .filter((line) => line.includes('oncall.yml'));
  check('a deploy with the example people is refused', refused.code !== 0, refused);
  check(
    '… in one line that names file and field',
    lines.length === 1 && /levels\.0\.subscribers/.test(lines[0] ?? ''),
    refused,
  );

  const parameter = {
    Name: '/oncall/alarms',
    Type: 'SecureString' as const,
    Value: 'operations@restaurant.test',
  };
  await aws.parameters.send(new PutParameterCommand(parameter));
  const intake = { Name: '/oncall/intake', Type: 'SecureString' as const, Value: tools.intakeSecret };
  await aws.parameters.send(new PutParameterCommand(intake));
  writeFileSync(join(tree, 'oncall.yml'), ONCALL);
  const deployed = await timed('deploy', () => serverless('deploy'));
  check('a deploy with people of our own succeeds', deployed.code === 0, deployed);
  check('it prints no warning about the Node of this machine', !/node >=/.test(deployed.stderr), deployed);
  const printed = webhookUrlIn(deployed.stdout);
  check('its last line is the webhook URL', printed !== '', deployed);
  if (printed === '') return;
  check(
    '… and before it stands where the console is',
    /^Console: https:\/\/\S+\/console$/m.test(deployed.stdout),
    deployed,
  );

  const again = await timed('npm run url', () => serverless('url'));
  check('npm run url prints the same URL', again.stdout.trim() === printed, again);
  const badName = await serverless('url', '--source', 'Not A Name');
  check(
    'a name that cannot be a source is refused in a line',
    /^no webhook URL: source "Not A Name"/m.test(badName.stdout),
    badName,
  );
  const other = await serverless('url', '--source', 'jeddah');
  check('another source has another URL', /\/hooks\/jeddah\/[\w-]{22,}$/.test(other.stdout.trim()), other);

  await checkAlerting(aws, post, printed);
  const api = `${emulator.url}/_aws/execute-api/${new URL(printed).hostname.split('.')[0]}/$default`;
  await checkTools(aws, tools, (path, body, headers) =>
    ask(`${api}${path}`, { ca, method: 'POST', body, headers }),
  );
  await checkReceiving(aws, post, printed, other.stdout.trim());
  await checkMethods(askHook, printed);

  await checkConsole(aws, (path, options = {}) => ask(`${api}${path}`, { ca, ...options }));
  await checkSelfTest(aws, api, emulator.certificate);
  await checkRotation(aws, post, printed, serverless);

  const removed = await timed('remove', () => serverless('remove'));
  check('serverless remove succeeds', removed.code === 0, removed);
  await checkNothingLeft(aws);
};

runCommand(deployTestCommand(), main);
