import { Argument, Option } from '@commander-js/extra-typings';
import { command } from './command.ts';
import { numberBetween, wholeNumber } from './values.ts';

const audience = 'developers';

export const lintCommand = () =>
  command({
    script: 'lint',
    audience,
    summary: 'Check formatting and lint rules (Biome)',
    details: 'To mend what can be mended: npx biome check --write.',
    examples: [['npm run lint -- cli', 'one folder']],
  }).argument('[path...]', 'only these files and folders');

export const typesCommand = () =>
  command({
    script: 'types',
    audience,
    summary: 'Check the types (TypeScript)',
    examples: [['npm run types -- --watch', 'again at each change']],
  }).option('-w, --watch', 'check again at each change');

export const templateLintCommand = () =>
  command({
    script: 'lint:template',
    audience,
    summary: "Check the packaged template against CloudFormation's own schemas (cfn-lint)",
    details:
      'Package first: npx serverless package. Installs cfn-lint with pip at the first run; needs Python 3.',
    examples: [['npm run lint:template', 'the template of the last package']],
  }).argument('[template]', 'the file to check', '.serverless/cloudformation-template-update-stack.json');

export const analyseCommand = () =>
  command({
    script: 'analyse',
    audience,
    summary: 'Run cfn-lint, checkov and cdk-nag over the packaged template',
    details:
      'Package first: npx serverless package --stage prod. Fails on each finding that tools/analyse/accepted.yml does not accept, and on each accepted one that occurs no more. Installs the three with pip and npm at the first run; needs Python 3.',
    examples: [['npm run analyse', 'the template of the last package']],
  }).argument('[template]', 'the file to check', '.serverless/cloudformation-template-update-stack.json');

export const sizeCommand = () =>
  command({
    script: 'size',
    audience,
    summary: 'Print the size of each packaged function, and fail where one is too large to start fast',
    details: 'Package first: npx serverless package.',
    examples: [
      ['npm run size', 'the last package'],
      ['npm run size -- --report', 'and what each consists of'],
    ],
  })
    .argument('[directory]', 'where the packages are', '.serverless')
    .option('--report', 'say what each bundle consists of');

export const traceCommand = () =>
  command({
    script: 'trace',
    audience,
    summary: 'Show the places in our sources that a stack trace of a deployed function means',
    details:
      'Lines of the log will do too. Package the commit that is deployed first: npx serverless package.',
    examples: [['npm run trace -- trace.txt', 'a trace copied from the log']],
  }).argument('[file]', 'where the trace is; its input if not given');

/** `servers` are the names of all of them. */
export const labCommand = (servers: readonly string[]) =>
  command({
    script: 'lab',
    audience,
    summary: 'Start each broken server of the lab, probe it, and print what the probe makes of it',
    examples: [
      ['npm run lab', 'all of them'],
      ['npm run lab -- expired status-503', 'two of them'],
    ],
  }).addArgument(new Argument('[server...]', 'only these').choices(servers));

export const labSoakCommand = () =>
  command({
    script: 'lab:soak',
    audience,
    summary: 'Probe broken servers 1,000 times, and check that no memory and no socket is left behind',
    examples: [['npm run lab:soak', 'takes about a minute']],
  });

export const redactionBenchCommand = () =>
  command({
    script: 'bench:redaction',
    audience,
    summary: 'Measure how long the redaction of secrets takes on the slowest texts we know',
    examples: [['npm run bench:redaction', 'takes about a minute']],
  });

export const consoleBenchCommand = () =>
  command({
    script: 'bench:console',
    audience,
    summary: 'Measure how long the pages of the console take with many incidents stored',
    examples: [['npm run bench:console -- --notifications 50000', 'a smaller table, in less time']],
  }).addOption(
    new Option('--notifications <n>', 'how many to store; it stops loading after 5 minutes')
      .env('NOTIFICATIONS')
      .argParser(wholeNumber(0))
      .default(1_000_000),
  );

export const coldBenchCommand = () =>
  command({
    script: 'bench:cold',
    audience,
    summary:
      'Measure cold starts beside other ways to write such a function, and write them into docs/performance.md',
    details:
      'Package first: npx serverless package --stage prod. Installs the peers at the first run. Run it on a quiet machine; it takes about 5 minutes.',
    examples: [['npm run bench:cold -- --rounds 3', 'a first impression']],
  }).addOption(
    new Option('--rounds <n>', 'how many cold starts of each').argParser(wholeNumber(1)).default(11),
  );

export const costBenchCommand = () =>
  command({
    script: 'bench:cost',
    audience,
    summary:
      'Count what AWS bills for one notification, for a storm and at rest, and write it into docs/performance.md',
    examples: [['npm run bench:cost -- --notifications 500', 'a small storm']],
  }).addOption(
    new Option('--notifications <n>', 'how many in the storm, on 100 endpoints')
      .argParser(wholeNumber(100))
      .default(10_000),
  );

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
    details: 'The largest takes as long as all others together, up to 45 minutes.',
    examples: [['npm run bench:storm -- 1000', 'storms of 100 and 1,000 notifications']],
  }).addArgument(
    new Argument('[largest]', 'the largest number of notifications')
      .argParser(wholeNumber(100))
      .default(100_000),
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

export const screenshotsCommand = () =>
  command({
    script: 'screenshots',
    audience,
    summary: 'Take the pictures in docs/images, from the real stack in a real browser',
    examples: [['npm run screenshots', 'takes about a minute']],
  });

export const openapiCommand = () =>
  command({
    script: 'openapi',
    audience,
    summary: 'Write docs/openapi.json from the schemas of the API',
    examples: [['npm run openapi', 'after a change of the API']],
  });

export const oncallSchemaCommand = () =>
  command({
    script: 'oncall-schema',
    audience,
    summary: 'Write docs/oncall.schema.json, which editors use to check oncall.yml',
    examples: [['npm run oncall-schema', 'after a change of the configuration']],
  });
