import * as z from 'zod';
import { ofType, type Packaged, short } from './packaged.ts';

const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
/** Lambda uses it before the function starts. */
const ENVIRONMENT = { 'EnvironmentKey.Arn': ['kms:Decrypt'] };
const ALERTING = {
  'IncidentsTable.Arn': [
    'dynamodb:BatchGetItem',
    'dynamodb:ConditionCheckItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
  ],
  // How many fail now, for the one number of an SMS about many.
  [`\${IncidentsTable.Arn}/index/summary`]: ['dynamodb:Query'],
  'TimelineTable.Arn': ['dynamodb:PutItem'],
  'EndpointsTable.Arn': ['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'],
  'ControlTable.Arn': ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  AlertsTopic: ['sns:Publish'],
};

/** What it takes to show everything, and to act. */
const SITE = {
  ...ALERTING,
  'NotificationsTable.Arn': ['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
  [`\${NotificationsTable.Arn}/index/pending`]: ['dynamodb:Query'],
  [`\${IncidentsTable.Arn}/index/listName`]: ['dynamodb:Query'],
  [`\${EndpointsTable.Arn}/index/monitored`]: ['dynamodb:Query'],
  [`\${EndpointsTable.Arn}/index/dueProbes`]: ['dynamodb:Query'],
  'TimelineTable.Arn': ['dynamodb:PutItem', 'dynamodb:Query'],
  'EndpointsTable.Arn': [
    'dynamodb:BatchGetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
  ],
};

/** What each function may do, and to what. Nothing else, and nothing less. */
export const ALLOWED = {
  ReceiveRole: {
    'ReceiveLogGroup.Arn': LOGS,
    ...ENVIRONMENT,
    'NotificationsTable.Arn': ['dynamodb:PutItem'],
  },
  DeliveriesRole: {
    'DeliveriesLogGroup.Arn': LOGS,
    ...ENVIRONMENT,
    'EndpointsTable.Arn': ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
  },
  DispatchRole: {
    'DispatchLogGroup.Arn': LOGS,
    ...ENVIRONMENT,
    'NotificationsTable.StreamArn': [
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ],
    'DispatchQueue.Arn': ['sqs:SendMessage'],
    'NotificationsTable.Arn': ['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'],
    ...ALERTING,
  },
  SweepRole: {
    'SweepLogGroup.Arn': LOGS,
    ...ENVIRONMENT,
    'NotificationsTable.Arn': ['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
    [`\${NotificationsTable.Arn}/index/pending`]: ['dynamodb:Query'],
    [`\${IncidentsTable.Arn}/index/listName`]: ['dynamodb:Query'],
    // The weekly report.
    [`\${EndpointsTable.Arn}/index/monitored`]: ['dynamodb:Query'],
    ...ALERTING,
    'TimelineTable.Arn': ['dynamodb:PutItem', 'dynamodb:Query'],
    'ControlTable.Arn': ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan', 'dynamodb:UpdateItem'],
    AlertsTopic: ['sns:ListSubscriptionsByTopic', 'sns:Publish'],
    // Whether alarms reach anybody.
    AlarmsTopic: ['sns:ListSubscriptionsByTopic'],
  },
  CheckRole: {
    'CheckLogGroup.Arn': LOGS,
    ...ENVIRONMENT,
    'NotificationsTable.Arn': ['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
    [`\${EndpointsTable.Arn}/index/dueProbes`]: ['dynamodb:Query'],
    [`\${EndpointsTable.Arn}/index/monitored`]: ['dynamodb:Query'],
    ...ALERTING,
  },
  ConsoleRole: { 'ConsoleLogGroup.Arn': LOGS, ...ENVIRONMENT, ...SITE },
  ApiRole: {
    'ApiLogGroup.Arn': LOGS,
    ...ENVIRONMENT,
    ...SITE,
    // What SNS says of a test alert.
    '*': ['cloudwatch:GetMetricData'],
    // It lists API tokens.
    'ControlTable.Arn': ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan', 'dynamodb:UpdateItem'],
  },
};

/** What the function may do that posts the self-test: read how far it has come, and record it. */
export const ALLOWED_TO_TEST_ITSELF = {
  'SelftestLogGroup.Arn': LOGS,
  'EnvironmentKey.Arn': ['kms:Decrypt'],
  'NotificationsTable.Arn': ['dynamodb:BatchGetItem'],
  'TimelineTable.Arn': ['dynamodb:Query'],
  'ControlTable.Arn': ['dynamodb:GetItem', 'dynamodb:PutItem'],
};

const TABLES = ['NotificationsTable', 'IncidentsTable', 'TimelineTable', 'EndpointsTable', 'ControlTable'];
const DESCRIBE = [
  'dynamodb:DescribeContinuousBackups',
  'dynamodb:DescribeTable',
  'dynamodb:DescribeTimeToLive',
];
const HERE = `\${AWS::Region}:\${AWS::AccountId}`;

/** What the function may do that looks at the whole stack: read, write its own record, and tell people. */
export const ALLOWED_TO_DOCTOR = {
  'DoctorLogGroup.Arn': LOGS,
  'EnvironmentKey.Arn': ['kms:Decrypt'],
  [`arn:\${AWS::Partition}:cloudformation:${HERE}:stack/\${AWS::StackName}/*`]: [
    'cloudformation:DescribeStacks',
    'cloudformation:GetTemplate',
    'cloudformation:ListStackResources',
  ],
  ...Object.fromEntries(TABLES.map((table) => [`${table}.Arn`, DESCRIBE])),
  'IncidentsTable.Arn': [...DESCRIBE, 'dynamodb:Query'],
  'ControlTable.Arn': [...DESCRIBE, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  AlertsTopic: ['sns:ListSubscriptionsByTopic', 'sns:Publish'],
  AlarmsTopic: ['sns:ListSubscriptionsByTopic', 'sns:Publish'],
  WebhookSecret: ['secretsmanager:DescribeSecret'],
  WebhookSecretPrevious: ['secretsmanager:DescribeSecret'],
  LinkSecret: ['secretsmanager:DescribeSecret'],
  LinkSecretPrevious: ['secretsmanager:DescribeSecret'],
  [`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/flavours-*`]: ['iam:SimulatePrincipalPolicy'],
  [`arn:\${AWS::Partition}:events:${HERE}:rule/flavours-*`]: [
    'events:DescribeRule',
    'events:ListTargetsByRule',
  ],
  [`arn:\${AWS::Partition}:lambda:${HERE}:function:\${AWS::StackName}-*`]: [
    'lambda:GetFunctionConcurrency',
    'lambda:GetFunctionConfiguration',
  ],
  '*': [
    'cloudwatch:DescribeAlarms',
    'cloudwatch:GetMetricData',
    'lambda:GetAccountSettings',
    'lambda:GetEventSourceMapping',
    'sns:CheckIfPhoneNumberIsOptedOut',
    'sns:GetSMSAttributes',
    'sns:GetSMSSandboxAccountStatus',
    'sns:GetSubscriptionAttributes',
    'sns:ListOriginationNumbers',
    'sns:ListSMSSandboxPhoneNumbers',
  ],
};

/** What the function may do that posts to the team's own tools, and that does here what people do there. */
export const ALLOWED_TO_INTEGRATE = {
  'IntegrateLogGroup.Arn': LOGS,
  ...ENVIRONMENT,
  'IntegrateQueue.Arn': ['sqs:SendMessage'],
  'NotificationsTable.Arn': ['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
  'IncidentsTable.Arn': ALERTING['IncidentsTable.Arn'],
  [`\${NotificationsTable.Arn}/index/pending`]: ['dynamodb:Query'],
  'EndpointsTable.Arn': ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  'TimelineTable.Arn': ['dynamodb:PutItem'],
  'ControlTable.Arn': ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  AlertsTopic: ['sns:Publish'],
};

const oneOrMore = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item), item.transform((value) => [value])]);
const Statement = z.strictObject({
  Effect: z.literal('Allow'),
  Action: oneOrMore(z.string()),
  Resource: oneOrMore(z.json()),
});
const Role = z.strictObject({
  AssumeRolePolicyDocument: z.json(),
  Policies: z.array(
    z.strictObject({
      PolicyName: z.string(),
      PolicyDocument: z.strictObject({ Version: z.string(), Statement: z.array(Statement) }),
    }),
  ),
});

/** What the roles of a packaged stack allow, as `ALLOWED` puts it. */
export const allowedIn = (stack: Packaged): Record<string, Record<string, string[]>> =>
  Object.fromEntries(
    Object.entries(ofType(stack, 'AWS::IAM::Role')).map(([name, { Properties }]) => {
      const pairs = Role.parse(Properties).Policies.flatMap(({ PolicyDocument }) =>
        PolicyDocument.Statement.flatMap(({ Action, Resource }) =>
          Resource.map((resource): [string, string[]] => [short(resource), [...Action].sort()]),
        ),
      );
      // Two statements may be about one resource.
      const resources = [...new Set(pairs.map(([resource]) => resource))];
      const actionsOn = (resource: string) =>
        pairs.filter(([one]) => one === resource).flatMap(([, actions]) => actions);
      return [name, Object.fromEntries(resources.map((one) => [one, actionsOn(one)]))];
    }),
  );
