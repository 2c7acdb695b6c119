import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import { UpdateContinuousBackupsCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { JsonText } from '../../lib/domain/intake/json-text.ts';
import { cleanTree } from '../e2e/clean-tree.ts';
import { type Clients, clientsFor } from '../e2e/clients.ts';
import { startEmulator, stopEmulator } from '../e2e/emulator.ts';
import { installEmulator } from '../e2e/install.ts';
import { check, timed } from '../e2e/report.ts';
import { type Ran, run } from '../e2e/run.ts';
import { TEAM } from '../e2e/team.ts';
import { INTEGRATIONS, startTools } from '../e2e/tools.ts';
import { Front, smsAttributes, snsAnswer } from './front.ts';

export const STACK = 'flavours-error-webhook-prod';
/** Without PagerDuty, whose address nobody can change to one of this machine. */
const TOOLS = z
  .array(z.looseObject({ name: z.string() }))
  .parse(JSON.parse(INTEGRATIONS.slice(INTEGRATIONS.indexOf('['))))
  .filter(({ name }) => name !== 'pager');
export const ONCALL = `timeZone: Asia/Riyadh
${TEAM}alarms:
  - email: operations@restaurant.test
integrations: ${JSON.stringify(TOOLS)}
`;

const Findings = JsonText.pipe(
  z.object({
    stage: z.literal('prod'),
    findings: z.array(
      z.strictObject({
        check: z.string(),
        subject: z.string(),
        severity: z.enum(['critical', 'warning', 'unchecked']),
        what: z.string().min(10),
        why: z.string().min(10),
        mend: z.string().min(5),
      }),
    ),
  }),
);
export type Examined = { code: number; findings: z.infer<typeof Findings>['findings'] };

/** A deployed stack, and what a fault needs to be planted in it. */
export type World = {
  aws: Clients;
  front: Front;
  tree: string;
  /** The name that AWS gave to a resource of the template. */
  physicalId: (logicalId: string) => Promise<string>;
  /** `npm run doctor -- --stage prod --json`, with other credentials or arguments if given. */
  doctor: (more?: {
    environment?: Record<string, string>;
    args?: string[];
  }) => Promise<Examined & { ran: Ran }>;
  npm: (...args: string[]) => Promise<Ran>;
};

/** Facts that the emulator does not hold, as a healthy account answers them. */
const healthyAccount = (front: Front): void => {
  front.always('GetSMSSandboxAccountStatus', {
    answer: snsAnswer('GetSMSSandboxAccountStatus', '<IsInSandbox>false</IsInSandbox>'),
  });
  front.always('GetSMSAttributes', {
    answer: smsAttributes({ MonthlySpendLimit: '50', DefaultSenderID: 'RESTAURANT' }),
  });
  // Its CloudFormation makes subscriptions without this.
  front.always('GetSubscriptionAttributes', {
    rewrite: (body) =>
      body.includes('ConfirmationWasAuthenticated')
        ? body
        : body.replace(
            '<Attributes>',
            '<Attributes><entry><key>ConfirmationWasAuthenticated</key><value>true</value></entry>',
          ),
  });
  front.always('CheckIfPhoneNumberIsOptedOut', {
    answer: snsAnswer('CheckIfPhoneNumberIsOptedOut', '<isOptedOut>false</isOptedOut>'),
  });
};

/**
 * The emulator's CloudFormation leaves out of a table when its items expire, and its recovery. These are the calls that a fresh stack's
 * findings name as their mend.
 */
const completeTables = async (aws: Clients): Promise<void> => {
  for (const name of ['notifications', 'incidents', 'timeline', 'endpoints', 'control']) {
    const TableName = `${STACK}-${name}`;
    await aws.tables.send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    );
    if (name === 'incidents') continue; // these are kept
    await aws.tables.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      }),
    );
  }
};

/** Deploys once to the emulator, as `prod`: its tables are protected. */
export const withWorld = async (root: string, use: (world: World) => Promise<void>): Promise<void> => {
  const directory = join(root, '.venv');
  const installed = await timed('install the emulator', () => installEmulator(directory));
  const tree = await cleanTree(root);
  const emulator = await timed('start the emulator', () =>
    startEmulator(installed, join(directory, 'ministack-doctor.log')),
  );
  const ca = readFileSync(emulator.certificate, 'utf8');
  const front = new Front(emulator.url, ca);
  const tools = await startTools();
  try {
    await front.start();
    healthyAccount(front);
    const aws = clientsFor(emulator.url, ca);
    const environment = {
      PATH: process.env['PATH'],
      HOME: emulator.home,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
      ONCALL_PHONE: '+966512345678',
      ...tools.environment,
    };
    const parameter = { Name: '/oncall/intake', Type: 'SecureString' as const, Value: tools.intakeSecret };
    await aws.parameters.send(new PutParameterCommand(parameter));
    writeFileSync(join(tree, 'oncall.yml'), ONCALL);
    const deployed = await timed('deploy', () =>
      // So dear that what the faults of SMS spend rings no alarm, of which doctor would tell too.
      run('npx', ['--no-install', 'serverless', 'deploy', '--stage', 'prod', '--param', 'smsSpendUsd=1000'], {
        cwd: tree,
        env: {
          ...environment,
          NODE_EXTRA_CA_CERTS: emulator.certificate,
          AWS_ENDPOINT_URL: emulator.url,
          SLS_AWS_MONITORING_FREQUENCY: '500',
        },
        limitMs: 180_000,
      }),
    );
    check('the stack is deployed', deployed.code === 0, deployed);
    if (deployed.code !== 0) return;
    await completeTables(aws);
    const npm = (more: Record<string, string>, args: string[]) =>
      run('npm', ['run', '-s', ...args], {
        cwd: tree,
        env: { ...environment, AWS_ENDPOINT_URL: front.url, ...more },
        limitMs: 120_000,
      });
    await use({
      aws,
      front,
      tree,
      physicalId: async (logicalId) => {
        const { StackResourceDetail } = await aws.stacks.send(
          new DescribeStackResourceCommand({ StackName: STACK, LogicalResourceId: logicalId }),
        );
        return z.string().parse(StackResourceDetail?.PhysicalResourceId);
      },
      doctor: async ({ environment: more = {}, args = [] } = {}) => {
        const ran = await npm(more, ['doctor', '--', '--stage', 'prod', '--json', ...args]);
        const parsed = Findings.safeParse(ran.stdout);
        return { code: ran.code, findings: parsed.data?.findings ?? [], ran };
      },
      npm: (...args) => npm({}, args),
    });
  } finally {
    front.stop();
    await tools.stop();
    await stopEmulator(emulator);
    rmSync(tree, { recursive: true });
  }
};
