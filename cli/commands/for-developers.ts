import { Argument } from '@commander-js/extra-typings';
import { command } from './command.ts';

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
