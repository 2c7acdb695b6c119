import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeStackEventsCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { DeleteTableCommand, DescribeTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { webhookUrlIn } from './checks.ts';
import type { Clients } from './clients.ts';
import { createUser, deployerPolicy, without } from './deployer.ts';
import { leftIn } from './left.ts';
import { check, timed, until } from './report.ts';
import { as, type Scene, writeOncall } from './scene.ts';
import { checkGoneSubscription } from './subscriptions.ts';

/** The first deploy of a protected stage, from a failure to its removal. */
export const firstDeploy = async (scene: Scene): Promise<void> => {
  await failFirstDeploy(scene);
  await checkProtection(scene);
  await checkRights(scene);
  await checkGoneSubscription(scene);
  await checkRemoval(scene);
};

const STACK = 'flavours-error-webhook-prod';
const GOOD = JSON.stringify({ code: 503, endpoint: 'https://merchant.test/hooks/orders', message: 'x' });
export const TABLES = ['notifications', 'incidents', 'timeline', 'endpoints', 'control'].map(
  (name) => `${STACK}-${name}`,
);

export const ONCALL = `timeZone: Asia/Riyadh
levels:
  - subscribers:
      - email: first@restaurant.test
      - sms: "+966512345678"
alarms:
  - email: operations@restaurant.test
`;

/** A resource that nobody can make, after all that could stay behind: a filter of a log that is not there. */
const BROKEN = `    Broken:
      Type: AWS::Logs::MetricFilter
      DependsOn: [NotificationsTable, IncidentsTable, TimelineTable, EndpointsTable, ControlTable, WebhookSecret, LinkSecret]
      Properties:
        LogGroupName: of-nobody
        FilterPattern: ''
        MetricTransformations: [{ MetricNamespace: nobody, MetricName: nobody, MetricValue: '1' }]

    # Two plain secrets`;

/** The first deploy of prod fails after its tables were made; the next try finds nothing of it in its way. */
const failFirstDeploy = async (scene: Scene): Promise<string> => {
  const { aws, serverless, tree, post } = scene;
  writeOncall(scene, ONCALL);
  const file = join(tree, 'serverless.yml');
  const good = readFileSync(file, 'utf8');
  writeFileSync(file, good.replace('    # Two plain secrets', BROKEN));
  const failed = await timed('a first deploy that fails', () => serverless('deploy', '--stage', 'prod'));
  check('a first deploy that cannot succeed fails', failed.code !== 0, failed);
  const events = await eventsOf(aws);
  check(
    '… after tables of it were made, which its rollback deletes',
    TABLES.some((name) => events.includes(`${name} DELETE_COMPLETE`)),
    events,
  );
  const left = await leftIn(aws);
  const inTheWay = Object.entries(left)
    .filter(([kind, found]) => kind !== 'stacks' && kind !== 'buckets' && found.length > 0)
    .map(([kind, found]) => `${kind} ${JSON.stringify(found)}`);
  check('… and nothing of it is left but the stack with its bucket', inTheWay.length === 0, inTheWay);

  writeFileSync(file, good);
  const repeated = await timed('the same, mended', () => serverless('deploy', '--stage', 'prod'));
  check('once mended, it is simply repeated', repeated.code === 0, repeated);
  const url = webhookUrlIn(repeated.stdout);
  check('… and takes notifications', (await post(url, GOOD)).status === 200, repeated);
  return url;
};

/** Tables are protected by the time that a deploy ends, although they were born without. */
const checkProtection = async ({ aws, serverless }: Scene): Promise<void> => {
  const unprotected = [];
  for (const TableName of TABLES) {
    const { Table } = await aws.tables.send(new DescribeTableCommand({ TableName }));
    if (Table?.DeletionProtectionEnabled !== true) unprotected.push(TableName);
  }
  check('its tables are protected', unprotected.length === 0, unprotected);
  const refused = await aws.tables.send(new DeleteTableCommand({ TableName: TABLES[0] })).then(
    () => 'deleted',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
  check('… so that nobody deletes one by mistake', refused === 'ValidationException', refused);
  const again = await timed('deploy without a change', () => serverless('deploy', '--stage', 'prod'));
  check('… and the next deploy finds them so', again.code === 0, again);
};

/** Nothing in the deployer's policy is there for nothing: without one of these a deploy fails, and says which. */
const checkRights = async (scene: Scene): Promise<void> => {
  for (const action of ['cloudformation:UpdateStack', 's3:PutObject', 'sns:ListSubscriptionsByTopic']) {
    const user = await createUser(scene.aws, action.replace(':', '-'), without(deployerPolicy(), action));
    const refused = await timed(`deploy without ${action}`, () =>
      as(scene, user).serverless('deploy', '--stage', 'prod', '--force'),
    );
    check(
      `without ${action} a deploy fails, and says so`,
      refused.code !== 0 && `${refused.stdout}${refused.stderr}`.includes(action),
      refused,
    );
  }
};

/** `remove` leaves what outlives a mistake. */
const checkRemoval = async ({ aws, serverless }: Scene): Promise<void> => {
  await aws.stacks.send(
    new UpdateTerminationProtectionCommand({ StackName: STACK, EnableTerminationProtection: false }),
  );
  const removed = await timed('remove prod', () => serverless('remove', '--stage', 'prod'));
  check('prod can be removed', removed.code === 0, removed);
  const tables = await until(5000, async () => {
    const { TableNames = [] } = await aws.tables.send(new ListTablesCommand({}));
    return TableNames.length === TABLES.length ? TableNames : undefined;
  });
  check('… but its tables outlive it', tables !== undefined, tables);
  const { secrets = [] } = await leftIn(aws);
  check('… and its four secrets', secrets.length === 4, secrets);
};

const eventsOf = async (aws: Clients): Promise<string[]> => {
  const events: string[] = [];
  for (let NextToken: string | undefined; ; ) {
    const page = await aws.stacks.send(new DescribeStackEventsCommand({ StackName: STACK, NextToken }));
    for (const one of page.StackEvents ?? [])
      events.push(
        `${one.PhysicalResourceId?.startsWith('arn:') ? one.LogicalResourceId : one.PhysicalResourceId} ${one.ResourceStatus}`,
      );
    NextToken = page.NextToken;
    if (NextToken === undefined) return events;
  }
};
