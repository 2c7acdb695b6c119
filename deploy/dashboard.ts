/** Of a metric: namespace, name, then dimensions by name and value; at the end how it is shown. */
type Row = (string | { label: string; stat?: string; yAxis?: 'right' })[];

const TABLES = ['notifications', 'incidents', 'timeline', 'endpoints', 'control'] as const;

const WIDTH = 8;
const HEIGHT = 6;

/** The names of functions are known before they exist: osls makes them of service, stage and key. */
const ofFunction = (prefix: string, name: string, metric: string, stat: string): Row => [
  'AWS/Lambda',
  metric,
  'FunctionName',
  `${prefix}-${name}`,
  { label: name, stat },
];

const ofFunctions = (prefix: string, functions: readonly string[], metric: string, stat = 'Sum'): Row[] =>
  functions.map((name) => ofFunction(prefix, name, metric, stat));

const ofTopic = (prefix: string, metric: string, label: string): Row => [
  'AWS/SNS',
  metric,
  'TopicName',
  `${prefix}-alerts`,
  { label, stat: 'Sum' },
];

/** The worst of a figure of our own. */
const ofOurs = (prefix: string, metric: string, label: string): Row => [
  'FlavoursErrorWebhook',
  metric,
  'service',
  prefix,
  { label, stat: 'Maximum' },
];

const graph = (title: string, metrics: Row[], period = 60) => ({
  type: 'metric',
  properties: { title, metrics, period, view: 'timeSeries', region: `\${AWS::Region}` },
});

/** A query costs by the gigabyte it reads, each time somebody looks. */
const query = (title: string, lines: string[]) => ({
  type: 'log',
  properties: { title, query: lines.join('\n| '), view: 'timeSeries', region: `\${AWS::Region}` },
});

const widgetsOf = (prefix: string, functions: readonly string[]) => [
  query('Notifications received, by answer', [
    `SOURCE '\${HttpApiLogGroup}'`,
    'filter route = "POST /hooks/{source}/{token}"',
    'stats count(*) by bin(5m), status',
  ]),
  query('Incidents that are open', [
    `SOURCE '/aws/lambda/${prefix}-sweep'`,
    'filter message = "swept"',
    'stats max(open) by bin(5m)',
  ]),
  graph('Alerts: taken by SNS, delivered, failed, filtered out', [
    ofTopic(prefix, 'NumberOfMessagesPublished', 'taken'),
    ofTopic(prefix, 'NumberOfNotificationsDelivered', 'delivered'),
    ofTopic(prefix, 'NumberOfNotificationsFailed', 'failed'),
    ofTopic(prefix, 'NumberOfNotificationsFilteredOut', 'filtered out'),
  ]),
  graph('How long the oldest has waited, s', [
    ofOurs(prefix, 'OldestPendingAge', 'to be grouped'),
    ofOurs(prefix, 'OldestDueAlertAge', 'to be sent'),
  ]),
  graph('Duration of 99 in 100 calls, ms', ofFunctions(prefix, functions, 'Duration', 'p99')),
  graph('How far dispatch is behind the stream, ms', [
    ofFunction(prefix, 'dispatch', 'IteratorAge', 'Maximum'),
  ]),
  graph('Crashes', ofFunctions(prefix, functions, 'Errors')),
  graph('Calls that Lambda refused', ofFunctions(prefix, functions, 'Throttles')),
  graph('Calls that DynamoDB refused', [
    ...TABLES.flatMap((table): Row[] =>
      (['Read', 'Write'] as const).map((kind) => [
        'AWS/DynamoDB',
        `${kind}ThrottleEvents`,
        'TableName',
        `${prefix}-${table}`,
        { label: `${table}, ${kind.toLowerCase()}s`, stat: 'Sum' },
      ]),
    ),
  ]),
  graph('Heartbeats: one run a minute', [
    ofFunction(prefix, 'sweep', 'Invocations', 'Sum'),
    ofFunction(prefix, 'check', 'Invocations', 'Sum'),
  ]),
  graph('Endpoints not probed, and subscribers not confirmed', [
    ofOurs(prefix, 'ProbesDelayed', 'not probed'),
    ofOurs(prefix, 'UnconfirmedSubscriber', 'subscribers'),
    ofOurs(prefix, 'AlarmContactMissing', 'alarm contacts'),
  ]),
  graph(
    'SMS this month, USD, in the whole account',
    [['AWS/SNS', 'SMSMonthToDateSpentUSD', { label: 'spent', stat: 'Maximum' }]],
    300,
  ),
  graph(
    'Our own checks: runs of doctor, and self-tests that fail',
    [
      ofFunction(prefix, 'doctor', 'Invocations', 'Sum'),
      ...(functions.includes('selftest') ? [ofOurs(prefix, 'SelfTestFailed', 'self-test fails')] : []),
    ],
    3600,
  ),
  ...(functions.includes('selftest')
    ? [graph('Since a self-test last passed, s', [ofOurs(prefix, 'SelfTestAge', 'since the last')], 300)]
    : []),
];

/**
 * A page in CloudWatch that shows whether the stack, which has these functions, is well. Its grid is 24 wide.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export const dashboardResource = (prefix: string, functions: readonly string[]) => ({
  Type: 'AWS::CloudWatch::Dashboard',
  Properties: {
    DashboardName: prefix,
    DashboardBody: {
      'Fn::Sub': JSON.stringify({
        widgets: widgetsOf(prefix, functions).map((widget, index) => ({
          ...widget,
          x: (index % 3) * WIDTH,
          y: Math.floor(index / 3) * HEIGHT,
          width: WIDTH,
          height: HEIGHT,
        })),
      }),
    },
  },
});
