import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { checkChanges } from './changes.ts';
import {
  checkAlerting,
  checkMethods,
  checkNothingLeft,
  checkReceiving,
  checkRotation,
  webhookUrlIn,
} from './checks.ts';
import { checkConsole } from './console.ts';
import { createUser, deployerPolicy } from './deployer.ts';
import { check, timed } from './report.ts';
import { as, type Scene, writeOncall } from './scene.ts';
import { checkSelfTest } from './self-test.ts';
import { TEAM } from './team.ts';
import { checkTools, INTEGRATIONS, startTools, type Tools } from './tools.ts';

const ONCALL = `timeZone: Asia/Riyadh
${TEAM}alarms:
  - email: "\${ssm:/oncall/alarms}"
${INTEGRATIONS}`;

/** Everything that the product does, deployed and removed by somebody who has the deployer's rights and no others. */
export const wholeProduct = async (scene: Scene): Promise<void> => {
  const tools = await startTools();
  try {
    const deployer = await createUser(scene.aws, 'deployer', deployerPolicy());
    await story(as(scene, deployer, { ONCALL_PHONE: '+966512345678', ...tools.environment }), tools);
  } finally {
    await tools.stop();
  }
};

const story = async (scene: Scene, tools: Tools): Promise<void> => {
  const { aws, command, emulator, serverless, askApi, post } = scene;
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
  writeOncall(scene, ONCALL);
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

  await checkChanges(
    (...args) => serverless('package', ...args),
    (...args) => command('node', '--import', 'tsx', 'cli/changes.ts', ...args),
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
  const at = (path: string) => new URL(path, printed).href;
  await checkTools(aws, tools, (path, body, headers) => askApi(at(path), { method: 'POST', body, headers }));
  await checkReceiving(aws, post, printed, other.stdout.trim());
  await checkMethods((url, method) => askApi(url, { method }), printed);

  await checkConsole(aws, (path, options = {}) => askApi(at(path), options));
  const api = `${emulator.url}/_aws/execute-api/${new URL(printed).hostname.split('.')[0]}/$default`;
  await checkSelfTest(aws, api, emulator.certificate);
  await checkRotation(aws, post, printed, serverless);

  const removedAt = Date.now();
  const removed = await timed('remove', () => serverless('remove'));
  check('serverless remove succeeds', removed.code === 0, removed);
  await checkNothingLeft(aws, removedAt);
};
