import { userInfo } from 'node:os';
import { Argument, Option } from '@commander-js/extra-typings';
import { Source } from '../../lib/domain/security/source.ts';
import { environmentHelp } from '../../local/support/environment.ts';
import { command } from './command.ts';
import { numberBetween, parsedBy, probeTarget, region, stage, webUrl } from './values.ts';

const audience = 'people';
const ON_STAGE = 'Without --stage it works on the local stack, the one that npm start runs.';
const LOCAL = 'local';
const AWS = [
  'AWS_PROFILE, AWS_REGION …  the credentials, and the region of a stage that this clone has not deployed',
];

const stageOption = () =>
  new Option('--stage <stage>', 'the deployed stage, such as prod').argParser(stage).default(LOCAL);
const regionOption = () =>
  new Option(
    '--region <region>',
    'its AWS region (default: where this clone deployed it, else as AWS_REGION says)',
  ).argParser(region);

export const startCommand = () =>
  command({
    script: 'start',
    audience,
    summary: 'Run the whole product on this machine, with an inbox instead of real email and SMS',
    details: 'It prints the webhook URL, the inbox and a sign-in link of the console. Ctrl-C ends it.',
    environment: environmentHelp(),
    examples: [
      ['npm start', 'on http://127.0.0.1:8787'],
      ['PORT=9000 DATA_DIR=/tmp/oncall npm start', 'a second one beside it'],
    ],
  });

/** `causes` are the broken servers that can be played. */
export const demoCommand = (causes: readonly string[]) =>
  command({
    script: 'demo',
    audience,
    summary: 'Play an outage of a merchant from the first error to the recovery, and show every message',
    details: 'It uses the stack that npm start runs, or else runs one of its own until the demo ends.',
    environment: environmentHelp(),
    examples: [
      ['npm run demo', 'an endpoint that answers 503'],
      ['npm run demo -- --cause timeout', 'one that answers too slowly'],
    ],
  })
    .addOption(
      new Option('--cause <name>', 'how the server of the merchant breaks')
        .choices(causes)
        .default('unavailable'),
    )
    .addOption(
      new Option('--seconds <seconds>', 'how long the outage lasts, 5 to 120')
        .argParser(numberBetween(5, 120))
        .default(15),
    );

export const probeCommand = () =>
  command({
    script: 'probe',
    audience,
    summary: 'Probe one URL as the product does, and say what is wrong with it and what to do',
    details:
      'Exit code: 0 the server is up, 1 deliveries to it fail, 2 it was not or could not be tested. Only public addresses are probed unless --allow says more.',
    examples: [
      ['npm run probe -- https://shop.example/hooks', 'with every stage: DNS, TCP, TLS, HTTP'],
      ['npm run probe -- http://127.0.0.1:3000 --allow 127.0.0.1', 'a server on this machine'],
    ],
  })
    .addArgument(new Argument('<url>', 'the address to probe').argParser(webUrl))
    .addOption(
      new Option(
        '--allow <target...>',
        'a host, address or range that may be probed though it is not public',
      ).argParser((text, before: string[] | undefined) => [...(before ?? []), probeTarget(text)]),
    )
    .option('--json', 'print the whole result as JSON');

export const urlCommand = () =>
  command({
    script: 'url',
    audience,
    summary: 'Print the webhook URL of a source, to be pasted into Flavours',
    details:
      'Each merchant, market or environment can have a URL of its own: any name will do, without a deploy.',
    environment: AWS,
    examples: [
      ['npm run url -- --stage prod', 'of the source main'],
      ['npm run url -- riyadh --stage prod', 'of the source riyadh'],
    ],
  })
    .addArgument(new Argument('[source]', 'who posts: a name').argParser(parsedBy(Source)).default('main'))
    .addOption(new Option('-s, --stage <stage>', 'the deployed stage').argParser(stage).default('dev'))
    .addOption(
      new Option(
        '-r, --region <region>',
        'its AWS region (default: where this clone deployed it, else as AWS_REGION says)',
      ).argParser(region),
    )
    .option('--aws-profile <name>', 'the profile of the AWS credentials');

export const resolveCommand = () =>
  command({
    script: 'resolve',
    audience,
    summary: 'Resolve an incident by hand; everyone who was alerted gets a message',
    details: ON_STAGE,
    environment: [...AWS, 'DATA_DIR  of the local stack (default: .local)'],
    examples: [['npm run resolve -- 7k3m9q2x4b1c-1 --stage prod', 'the id stands in each message']],
  })
    .argument('<incident>', 'the id of the incident, such as 7k3m9q2x4b1c-1')
    .option('--by <name>', 'who resolves it, as it is shown to others', userInfo().username)
    .option('--anyway', 'resolve it although our own probe still fails')
    .addOption(stageOption())
    .addOption(regionOption());

export const testAlertCommand = () =>
  command({
    script: 'test-alert',
    audience,
    summary: 'Send a message marked TEST to every level, and say how long each channel took',
    details: `It posts an error as Flavours would, waits until SNS has accepted the alerts, and closes the incident. Then it waits for what SNS says in CloudWatch, minutes later: delivered, filtered out or failed.\n${ON_STAGE}`,
    environment: [...AWS, 'DATA_DIR  of the local stack (default: .local)'],
    examples: [['npm run test-alert -- --stage prod', 'after a deploy, or after a change of oncall.yml']],
  })
    .addOption(stageOption())
    .addOption(regionOption())
    .addOption(
      new Option('--wait <seconds>', 'how long to wait for all channels, 1 to 3600')
        .argParser(numberBetween(1, 3600))
        .default(90),
    )
    .option('--no-wait', 'do not wait for what SNS says of the delivery')
    .addOption(
      new Option('--delivery <minutes>', 'how long to wait for that, 1 to 30')
        .argParser(numberBetween(1, 30))
        .default(10),
    );

export const doctorCommand = () =>
  command({
    script: 'doctor',
    audience,
    summary: 'Look at all of a deployed stack that can be wrong, and say what mends it',
    details:
      'It changes nothing. Exit code: 0 nothing found, 1 findings, 2 something could not be looked at and nothing else was found. docs/doctor.md lists the checks and the rights they need.',
    environment: [...AWS, 'ONCALL  the file that is compared with what is deployed (default: oncall.yml)'],
    examples: [
      ['npm run doctor -- --stage prod', 'after a deploy, and whenever something seems wrong'],
      ['npm run doctor -- --stage prod --json', 'for a program; npm run -s prints nothing else'],
    ],
  })
    .addOption(stageOption())
    .addOption(regionOption())
    .option('--json', 'print the findings as JSON');

export const redriveCommand = () =>
  command({
    script: 'redrive',
    audience,
    summary: 'Process again what the stream gave up, and list alerts that SNS could not hand over',
    details: `Safe to run at any time, any number of times. Exit code 1 means that something is left to do.\n${ON_STAGE}`,
    environment: [...AWS, 'DATA_DIR  of the local stack (default: .local)'],
    examples: [
      ['npm run redrive -- --stage prod', 'shows them and keeps the alerts'],
      ['npm run redrive -- --stage prod --forget', 'removes the alerts, once the people know'],
    ],
  })
    .addOption(stageOption())
    .addOption(regionOption())
    .option('--forget', 'remove the alerts that SNS could not hand over', false);

export const restoreCommand = () =>
  command({
    script: 'restore',
    audience,
    summary: 'Copy back what the tables of a stage lack from restored copies of them',
    details: `The copies are tables that DynamoDB restored to a point in time, named like those of the stage with -restored behind.\nSafe to repeat. ${ON_STAGE}`,
    environment: [...AWS, 'DATA_DIR  of the local stack (default: .local)'],
    examples: [
      ['npm run restore -- --stage prod', 'copies the items that are missing'],
      [
        'npm run restore -- --stage prod --overwrite',
        'puts back damaged items too, and undoes what came after',
      ],
    ],
  })
    .addOption(stageOption())
    .addOption(regionOption())
    .addOption(new Option('--from <ending>', 'what the names of the copies end in').default('restored'))
    .option('--overwrite', 'also replace items that are there');

export const helpCommand = () =>
  command({
    script: 'help',
    audience,
    summary: 'List all commands, or show the help of one',
    examples: [['npm run help -- probe', 'the same as npm run probe -- --help']],
  }).argument('[command]', 'one of them');
