import { availableParallelism } from 'node:os';
import { Argument, Option } from '@commander-js/extra-typings';
import * as z from 'zod';
import { command } from './command.ts';
import { parsedBy, wholeNumber } from './values.ts';

const audience = 'developers';

/** Those options of jest that help here; `npx jest --help` lists all. */
const jestCommand = (description: Omit<Parameters<typeof command>[0], 'audience' | 'details'>) =>
  command({
    ...description,
    audience,
    details: 'Jest takes more options than these: npx jest --help.',
    environment: [
      'SEED  draws other random cases in property tests; what fails prints its seed',
      'CI    set, each property test tries more cases',
    ],
  })
    .argument('[pattern...]', 'only the files whose path matches')
    .option('-t, --testNamePattern <pattern>', 'only the tests whose name matches')
    .option('-u, --updateSnapshot', 'write the snapshots anew')
    .option('-b, --bail', 'stop at the first file that fails')
    .option('-o, --onlyChanged', 'only what a changed file concerns')
    .option('--maxWorkers <workers>', 'how many files at once, such as 1 or 50%')
    .option('--shard <part>', 'one part of the files, such as 1/2')
    .option('--runTestsByPath', 'the patterns are exact paths')
    .option('--watch', 'run again at each change')
    .option('--verbose', 'name each test')
    .option('--silent', 'hide what tests print')
    .option('--json', 'print the results as JSON')
    .option('--outputFile <file>', 'write the results there, with --json');

export const testCommand = () =>
  jestCommand({
    script: 'test',
    summary: 'Run all tests',
    examples: [
      ['npm test', 'all of them'],
      ['npm test -- tests/unit', 'one folder'],
      ['SEED=7 npm test', 'with other random cases'],
    ],
  });

export const stormTestCommand = () =>
  jestCommand({
    script: 'test:storm',
    summary: 'Run the storm tests in full size: 2,000 notifications on one endpoint, 500 endpoints at once',
    examples: [['npm run test:storm', 'takes some minutes']],
  });

export const mutationTestCommand = () =>
  command({
    script: 'test:mutation',
    audience,
    summary: 'Change the pure rules in small ways, and find the changes that no test notices (Stryker)',
    details: 'Stryker takes more options than these: npx stryker run --help.',
    examples: [['npm run test:mutation -- --mutate lib/domain/oncall/time-interval.ts', 'one file only']],
  })
    .option('-m, --mutate <files>', 'only these files, separated by commas')
    .option('-c, --concurrency <workers>', 'how many at once', wholeNumber(1));

export const promiseTestCommand = () =>
  command({
    script: 'test:promise',
    audience,
    summary: 'Play simulated storms, and check that no notification is lost and every alert is sent',
    details: 'Each seed is one storm. A seed that breaks the promise is printed with its last log lines.',
    examples: [
      ['npm run test:promise -- --seeds 1000', 'seeds 1 to 1000'],
      ['npm run test:promise -- --seed 42 --trace 500', 'one seed again, with more of its log'],
    ],
  })
    .addOption(new Option('--seeds <n>', 'how many seeds').argParser(wholeNumber(1)).default(50))
    .addOption(new Option('--from <n>', 'the first of them').argParser(wholeNumber(0)).default(1))
    .addOption(new Option('--seed <n>', 'one seed only').argParser(wholeNumber(0)))
    .addOption(
      new Option('--minutes <n>', 'begin no further seed after so long')
        .argParser(wholeNumber(1))
        .default(60),
    )
    .addOption(
      new Option('--workers <n>', 'how many processes')
        .argParser(wholeNumber(1))
        .default(availableParallelism(), 'one for each core'),
    )
    .addOption(
      new Option('--trace <lines>', 'log lines of a seed that fails').argParser(wholeNumber(0)).default(60),
    );

const Part = z
  .string()
  .regex(/^[1-9]\/[1-9]$/, 'K/N, such as 1/2')
  .transform((text) => text.split('/').map(Number))
  .pipe(z.tuple([z.int(), z.int()]))
  .refine(([part, parts]) => part <= parts, 'K/N with K no greater than N, such as 1/2');

export const mutantsTestCommand = () =>
  command({
    script: 'test:mutants',
    audience,
    summary: 'Break the promise on purpose, one rule at a time, and check that a storm or a test notices',
    examples: [
      ['npm run test:mutants', 'all of them'],
      ['npm run test:mutants -- lease --part 1/2', 'half of those with "lease" in their name'],
    ],
  })
    .argument('[name]', 'only those whose name has this in it', '')
    .addOption(
      new Option('--part <k/n>', 'one part of them, to run beside the others')
        .argParser(parsedBy<readonly [number, number]>(Part))
        .default([1, 1] as const, '1/1'),
    )
    .option('--record', 'write what caught each to docs/mutants.txt, where the next run looks first');

export const enginesTestCommand = () =>
  command({
    script: 'test:engines',
    audience,
    summary: "Run the flows on DynamoDB Local, AWS's own engine, instead of the embedded one",
    details: 'Needs Maven and Java 17. The jars stay in .build/dynamodb-local.',
    examples: [['npm run test:engines -- tests/integration/world.test.ts', 'one file']],
  }).argument('[file...]', 'only these test files');

export const runtimeTestCommand = () =>
  command({
    script: 'test:runtime',
    audience,
    summary: 'Start each packaged function on the Node that Lambda runs, and let it do its job once',
    details:
      'Needs what npx serverless package --stage prod has made; fetches Node 24 from the npm registry at the first run.',
    examples: [['npm run test:runtime', 'about half a minute']],
  });

export const apiTestCommand = () =>
  command({
    script: 'test:api',
    audience,
    summary: 'Send generated requests to a local stack, and check the answers against docs/openapi.json',
    details: 'Runs Schemathesis, which it installs with pip at the first run; needs Python 3.',
    examples: [['npm run test:api -- 2', 'other requests than those of seed 1']],
  }).addArgument(new Argument('[seed]', 'draws the requests').argParser(wholeNumber(0)).default(1));

/** The stories of `tests/e2e`, each with an emulator of its own. */
export const DEPLOY_STORIES = ['whole-product', 'first-deploy', 'update', 'walk'] as const;
export type DeployStory = (typeof DEPLOY_STORIES)[number];

export const deployTestCommand = () =>
  command({
    script: 'test:deploy',
    audience,
    summary: 'Deploy to an emulator of AWS on this machine, use everything, and remove it again',
    details: 'Installs the emulator with pip at the first run; needs Python 3.',
    examples: [
      ['npm run test:deploy', 'takes some minutes'],
      ['npm run test:deploy -- --story first-deploy', 'one of its stories'],
    ],
  }).addOption(new Option('--story <name>', 'only this one').choices(DEPLOY_STORIES));

export const doctorTestCommand = () =>
  command({
    script: 'test:doctor',
    audience,
    summary:
      'Deploy to the emulator, plant one fault after the other, and check that npm run doctor names it',
    details: 'Installs the emulator with pip at the first run; needs Python 3.',
    examples: [
      ['npm run test:doctor', 'takes some minutes'],
      ['npm run test:doctor -- SMS', 'only the faults whose name has this in it'],
    ],
  }).argument('[name...]', 'only those whose name has one of these in it');
