import { Argument, Option } from '@commander-js/extra-typings';
import { command } from './command.ts';
import { numberBetween, wholeNumber } from './values.ts';

const audience = 'developers';

export const redactionBenchCommand = () =>
  command({
    script: 'bench:redaction',
    audience,
    summary: 'Measure how long the redaction of secrets takes on the slowest texts we know',
    examples: [['npm run bench:redaction', 'takes about a minute']],
  });

/** What `bench:console` measures. */
const CONSOLE_PARTS = ['home', 'pages'] as const;
export type ConsolePart = (typeof CONSOLE_PARTS)[number];

export const consoleBenchCommand = () =>
  command({
    script: 'bench:console',
    audience,
    summary: 'Measure how long the pages of the console take with many incidents stored',
    details:
      'What home takes with 6, 200 and 5,000 open incidents goes into docs/performance.md. Home takes about a minute, the pages up to eight.',
    examples: [
      ['npm run bench:console -- --part home', 'home alone, in about a minute'],
      ['npm run bench:console -- --notifications 50000', 'a smaller table, in less time'],
    ],
  })
    .addOption(
      new Option('--notifications <n>', 'how many to store; it stops loading after 5 minutes')
        .env('NOTIFICATIONS')
        .argParser(wholeNumber(0))
        .default(1_000_000),
    )
    .addOption(
      new Option('--requests <n>', 'how often home is asked for').argParser(wholeNumber(20)).default(200),
    )
    .addOption(new Option('--part <part...>', 'only these; if not given, both').choices(CONSOLE_PARTS));

/** What `bench:cold` measures. */
const COLD_PARTS = ['cold', 'warm', 'memory'] as const;
export type ColdPart = (typeof COLD_PARTS)[number];

export const coldBenchCommand = () =>
  command({
    script: 'bench:cold',
    audience,
    summary:
      'Measure cold starts beside other ways to write such a function, and write them into docs/performance.md',
    details:
      'Package first: npx serverless package --stage prod. Installs the peers at the first run. Run it on a quiet machine, where 15 rounds take about ten minutes.',
    examples: [
      ['npm run bench:cold -- --rounds 3', 'a first impression'],
      ['npm run bench:cold -- --part warm memory', 'only receive, against a bare put and by size of memory'],
      ['npm run bench:cold -- --against ../before/.serverless', 'and the functions of another commit'],
    ],
  })
    .addOption(
      new Option('--rounds <n>', 'how many cold starts of each').argParser(wholeNumber(1)).default(15),
    )
    .addOption(new Option('--part <part...>', 'only these; if not given, all').choices(COLD_PARTS))
    .option('--against <directory>', 'packages of another commit, measured in the same rounds');

/** What `bench:cost` measures. */
const COST_PARTS = ['use', 'durations'] as const;
export type CostPart = (typeof COST_PARTS)[number];

export const costBenchCommand = () =>
  command({
    script: 'bench:cost',
    audience,
    summary:
      'Count what AWS bills for one notification, for a storm and at rest, and write it into docs/performance.md',
    examples: [
      ['npm run bench:cost -- --notifications 500', 'a small storm'],
      ['npm run bench:cost -- --part durations', 'only how long invocations take; the rest as last counted'],
    ],
  })
    .addOption(
      new Option('--notifications <n>', 'how many in the storm, on 100 endpoints')
        .argParser(wholeNumber(100))
        .default(10_000),
    )
    .addOption(new Option('--part <part>', 'only this; if not given, both').choices(COST_PARTS));

export const checkBenchCommand = () =>
  command({
    script: 'bench:check',
    audience,
    summary:
      'Let check probe 1,000 dead endpoints minute by minute, and fail if a pass takes too long or too much',
    details:
      'Silent, refusing, dripping and nameless ones of the lab; with the file descriptors of Lambda, and where the machine allows it with the share of a core.',
    examples: [
      ['npm run bench:check', 'four minutes; the third opens 1,000 incidents'],
      ['npm run bench:check -- --all-silent', 'each keeps its probe for three seconds'],
    ],
  })
    .addOption(
      new Option('--endpoints <n>', 'how many are monitored').argParser(wholeNumber(1)).default(1_000),
    )
    .addOption(new Option('--passes <n>', 'how many minutes').argParser(wholeNumber(1)).default(4))
    .addOption(
      new Option('--share <part>', 'of a core, from 0.05 to 1').argParser(numberBetween(0.05, 1)).default(1),
    )
    .option('--all-silent', 'endpoints that never answer, and no others');

export const stormBenchCommand = () =>
  command({
    script: 'bench:storm',
    audience,
    summary: 'Measure storms of rising size, and write docs/storm.md and its picture',
    details:
      'Each result takes the place of the last one of the same storm, so that they can be measured one by one. On two idle cores all of them take about twelve minutes, the largest half of that.',
    examples: [
      ['npm run bench:storm -- 1000', 'storms of 100 and 1,000 notifications'],
      ['npm run bench:storm -- --endpoints 100', 'those on 100 endpoints, of all sizes'],
    ],
  })
    .addArgument(
      new Argument('[largest]', 'the largest number of notifications')
        .argParser(wholeNumber(100))
        .default(100_000),
    )
    .addOption(
      new Option('--endpoints <n...>', 'only storms on so many; if not given, all').choices([
        '1',
        '100',
        '10000',
      ]),
    );

export const floodBenchCommand = () =>
  command({
    script: 'bench:flood',
    audience,
    summary: 'Measure a backlog of open incidents, and posts to made-up endpoints through a leaked URL',
    examples: [['npm run bench:flood -- --incidents 1000 --posts 0', 'a small backlog only']],
  })
    .addOption(
      new Option('--incidents <n>', 'how many open incidents; 0 leaves this part out')
        .argParser(wholeNumber(0))
        .default(30_000),
    )
    .addOption(
      new Option('--posts <n>', 'how many posts; 0 leaves this part out')
        .argParser(wholeNumber(0))
        .default(10_000),
    );
