import * as z from 'zod';
import { ofType, type Packaged, short } from './packaged.ts';

const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
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

/** What each function may do, and to what. Nothing else, and nothing less. */
export const ALLOWED = {
  ReceiveRole: {
    'ReceiveLogGroup.Arn': LOGS,
    'NotificationsTable.Arn': ['dynamodb:PutItem'],
  },
  DeliveriesRole: {
    'DeliveriesLogGroup.Arn': LOGS,
    'EndpointsTable.Arn': ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
  },
  DispatchRole: {
    'DispatchLogGroup.Arn': LOGS,
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
    'NotificationsTable.Arn': ['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
    [`\${NotificationsTable.Arn}/index/pending`]: ['dynamodb:Query'],
    [`\${IncidentsTable.Arn}/index/listName`]: ['dynamodb:Query'],
    // The weekly report.
    [`\${EndpointsTable.Arn}/index/monitored`]: ['dynamodb:Query'],
    ...ALERTING,
    'TimelineTable.Arn': ['dynamodb:PutItem', 'dynamodb:Query'],
    'ControlTable.Arn': ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan', 'dynamodb:UpdateItem'],
    AlertsTopic: ['sns:ListSubscriptionsByTopic', 'sns:Publish'],
  },
  CheckRole: {
    'CheckLogGroup.Arn': LOGS,
    'NotificationsTable.Arn': ['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
    [`\${EndpointsTable.Arn}/index/dueProbes`]: ['dynamodb:Query'],
    [`\${EndpointsTable.Arn}/index/monitored`]: ['dynamodb:Query'],
    ...ALERTING,
  },
  ConsoleRole: {
    'ConsoleLogGroup.Arn': LOGS,
    'NotificationsTable.Arn': ['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
    [`\${NotificationsTable.Arn}/index/pending`]: ['dynamodb:Query'],
    [`\${IncidentsTable.Arn}/index/listName`]: ['dynamodb:Query'],
    [`\${EndpointsTable.Arn}/index/monitored`]: ['dynamodb:Query'],
    [`\${EndpointsTable.Arn}/index/dueProbes`]: ['dynamodb:Query'],
    ...ALERTING,
    'TimelineTable.Arn': ['dynamodb:PutItem', 'dynamodb:Query'],
    'EndpointsTable.Arn': [
      'dynamodb:BatchGetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ],
    'ControlTable.Arn': ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan', 'dynamodb:UpdateItem'],
  },
};

/** What the function may do that posts to the team's own tools, and that does here what people do there. */
export const ALLOWED_TO_INTEGRATE = {
  'IntegrateLogGroup.Arn': LOGS,
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
      return [name, Object.fromEntries(pairs)];
    }),
  );
