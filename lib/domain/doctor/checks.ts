/** Who makes a check: the command, or the function that runs each day as well. Files are only beside the command. */
type By = 'both' | 'command';

/** What a check looks at, why it matters, and which rights it needs. docs/doctor.md shows all of it. */
type Check = { by: By; looksAt: string; why: string; needs: readonly string[] };

const check = (by: By, looksAt: string, why: string, ...needs: string[]): Check => ({
  by,
  looksAt,
  why,
  needs,
});

/** All checks, in the order in which their findings are printed. */
export const CHECKS = {
  stack: check(
    'both',
    'the last deploy of the stack came to its end',
    'Half of a deploy may be one version and half another, and the next deploy may be refused.',
    'cloudformation:DescribeStacks',
    'cloudformation:GetTemplate',
    'cloudformation:ListStackResources',
  ),
  subscriptions: check(
    'both',
    'each subscription of both topics is there, confirmed, and cannot be ended by whoever opens a link; nobody else is subscribed',
    'SNS accepts an alert and tells nobody of those who would not get it.',
    'sns:ListSubscriptionsByTopic',
    'sns:GetSubscriptionAttributes',
  ),
  'sms-sandbox': check(
    'both',
    'the account has left the sandbox for SMS, if anybody gets SMS',
    'In the sandbox SNS sends an SMS only to numbers that were verified by hand.',
    'sns:GetSMSSandboxAccountStatus',
    'sns:ListSMSSandboxPhoneNumbers',
  ),
  'sms-spend': check(
    'both',
    "the month's limit for SMS, and what is spent of it",
    'Above its limit SNS drops each SMS without an error.',
    'sns:GetSMSAttributes',
    'cloudwatch:GetMetricData',
  ),
  'sms-opt-out': check(
    'both',
    'no number has opted out of SMS',
    'SNS sends nothing to a number whose owner once answered STOP.',
    'sns:CheckIfPhoneNumberIsOptedOut',
  ),
  'sms-country': check(
    'both',
    'the rules of the countries of the numbers',
    'Without what a country asks of senders, its operators drop the SMS.',
    'sns:GetSMSAttributes',
    'sns:ListOriginationNumbers',
  ),
  roles: check(
    'both',
    'each role may still do all that its function does, as IAM judges it',
    'A function without a right fails at the call that needs it: perhaps only in the next outage.',
    'iam:SimulatePrincipalPolicy',
    'dynamodb:DescribeTable',
  ),
  functions: check(
    'both',
    'each function is active, and allowed to run',
    'A function that may not run does nothing, and raises no error of its own.',
    'lambda:GetFunctionConfiguration',
    'lambda:GetFunctionConcurrency',
  ),
  tables: check(
    'both',
    'tables, their keys, indexes, time to live, stream, recovery and protection are as the template says',
    'The tables hold the whole truth.',
    'dynamodb:DescribeTable',
    'dynamodb:DescribeTimeToLive',
    'dynamodb:DescribeContinuousBackups',
  ),
  stream: check(
    'both',
    'the stream that the notifications have now starts dispatch, and its last batch was processed',
    'Without it each alert waits for the sweep: minutes instead of seconds.',
    'lambda:GetEventSourceMapping',
    'dynamodb:DescribeTable',
  ),
  schedules: check(
    'both',
    'each schedule is enabled, and starts its function',
    'Reminders, escalation, probes and recovery all hang on a schedule.',
    'events:DescribeRule',
    'events:ListTargetsByRule',
  ),
  secrets: check(
    'both',
    'each secret is there, younger than a year, and the one that the functions know',
    'Whoever has the secret of the webhook can post as Flavours; a deleted one stops the next deploy.',
    'secretsmanager:DescribeSecret',
    'lambda:GetFunctionConfiguration',
  ),
  alarms: check(
    'both',
    'each alarm is there, may ring, and does not ring now',
    'The alarms are what tells you between two runs of doctor.',
    'cloudwatch:DescribeAlarms',
  ),
  quotas: check(
    'both',
    'how many functions of the account may run at once',
    'Beyond that Lambda refuses to run receive, and notifications are lost. New accounts begin with 10.',
    'lambda:GetAccountSettings',
  ),
  clock: check(
    'both',
    "the clock of this machine, against AWS's",
    'Signatures expire, and times in reports and leases are wrong.',
    'cloudformation:DescribeStacks',
  ),
  webhook: check(
    'both',
    'the error webhook from outside: a GET is answered with 405, a wrong token with 404',
    'It is the address that Flavours has.',
  ),
  'test-alert': check(
    'both',
    'when a test alert last went the whole way',
    'Nothing else proves that an alert reaches people.',
    'dynamodb:Query',
  ),
  daily: check(
    'command',
    'the function doctor ran within the last day',
    'What it would find is not found.',
    'dynamodb:GetItem',
  ),
  'oncall-file': check(
    'command',
    'oncall.yml is what is deployed',
    'Whoever reads the file believes that it is so.',
    'lambda:GetFunction',
  ),
  'shared-fate': check(
    'command',
    'the error webhook shares no host and no domain with what it watches',
    'A single fault takes down an endpoint and its alarm together.',
  ),
} as const satisfies Record<string, Check>;

export type CheckName = keyof typeof CHECKS;
