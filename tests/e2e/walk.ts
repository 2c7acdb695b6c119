import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { type Clients, clientsFor } from './clients.ts';
import { type Credentials, createUser, deployerPolicy } from './deployer.ts';
import { installAwsCli } from './install.ts';
import { leftIn } from './left.ts';
import { blocksOf } from './page.ts';
import { check, timed, until } from './report.ts';
import { as, type Scene, writeOncall } from './scene.ts';
import { arrivedFor, type StandIn, standInsFor } from './stand-ins.ts';

const PAGE = 'docs/deploying.md';
/** The page names it once; no variable does. */
const REGION = 'eu-central-1';

/** From a clone to an alert by the words of the page alone, with the rights that it gives, and back to nothing. */
export const walkTheDocs = async (scene: Scene): Promise<void> => {
  const deployer = await createUser(scene.aws, 'deployer', deployerPolicy());
  const reachEmulator = join(process.cwd(), 'tests/e2e/reach-emulator.cjs');
  const person = as(scene, deployer, {
    AWS_REGION: '',
    NODE_OPTIONS: `--require "${reachEmulator}"`,
  });
  const aws = clientsFor(scene.emulator.url, readFileSync(scene.emulator.certificate, 'utf8'), REGION);
  const printed = await walk(person, aws);
  check(
    'the URL of the test alert is printed again',
    printed.some((text) =>
      /^https:\/\/\w+\.execute-api\.eu-central-1\.\S+\/hooks\/riyadh\/[\w-]+$/m.test(text),
    ),
    printed,
  );
  await cleanUp(scene, deployer, aws);
};

const walk = async (person: Scene, aws: Clients): Promise<string[]> => {
  const blocks = blocksOf(person.tree, PAGE, 'From a clone to an alert');
  const printed: string[] = [];
  let standIns: StandIn[] = [];
  for (const { language, text } of blocks) {
    if (language === 'yaml') {
      writeOncall(person, text);
      continue;
    }
    for (const line of text.trim().split('\n')) {
      if (line === 'npm ci') {
        // The clone of the test has the packages of this one beside it.
        check(
          'the packages of the lock file are there',
          existsSync(join(person.tree, 'node_modules/.bin/serverless')),
        );
        continue;
      }
      if (line.includes('test-alert')) standIns = await standInsOf(aws);
      // The emulator has no figures of SNS to wait for.
      const asked = line.includes('test-alert') ? `${line} --no-wait` : line;
      const ran = await timed(asked, () => person.command('bash', '-c', asked));
      check(`\`${line}\` succeeds`, ran.code === 0, ran);
      printed.push(ran.stdout);
    }
  }
  const arrived = await until(10_000, async () => {
    const found = await Promise.all(standIns.map((one) => arrivedFor(aws.queues, one)));
    return found.flat().length >= standIns.length ? found.flat() : undefined;
  });
  check(
    'the test alert reached everybody in oncall.yml',
    standIns.length === 2 && arrived !== undefined && arrived.every(({ kind }) => kind === 'test'),
    arrived,
  );
  return printed;
};

const standInsOf = async (aws: Clients): Promise<StandIn[]> => {
  const { Topics = [] } = await aws.topics.send(new ListTopicsCommand({}));
  const topicArn = Topics.find(({ TopicArn }) => TopicArn?.endsWith('-alerts'))?.TopicArn ?? '';
  const standIns = await standInsFor(aws.topics, aws.queues, topicArn);
  return standIns.filter(({ protocol }) => protocol !== 'lambda'); // the self-test's own
};

/** The stage is removed, and what outlives it is deleted, as the page says. */
const cleanUp = async (scene: Scene, deployer: Credentials, aws: Clients): Promise<void> => {
  const cli = await timed('install the AWS CLI', () => installAwsCli(join(process.cwd(), '.venv')));
  const tools = { PATH: `${cli}:${process.env['PATH']}`, AWS_REGION: REGION, AWS_DEFAULT_REGION: REGION };
  const remove = blocksOf(scene.tree, PAGE, 'Remove').find(({ text }) => text.includes('--stage prod'));
  const removed = await timed('remove', () =>
    as(scene, deployer, tools).command('bash', '-ec', remove?.text ?? 'false'),
  );
  check('the stage can be removed', removed.code === 0, removed);
  const owner = as(scene, undefined, tools);
  const [recipe] = blocksOf(scene.tree, PAGE, 'What prod leaves behind');
  const deleted = await timed('delete what it left', () =>
    owner.command('bash', '-ec', recipe?.text ?? 'false'),
  );
  check('what it left can be deleted', deleted.code === 0, deleted);
  const { tables = [], secrets = [] } = await leftIn(aws);
  check('… and then nothing is in the way of a new one', tables.length + secrets.length === 0, {
    tables,
    secrets,
  });
};
