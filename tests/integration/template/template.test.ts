import { beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { subscriptionResources } from '../../../deploy/subscription-resources.ts';
import { COUNTERS, GAUGES } from '../../../lib/adapters/telemetry/metrics.ts';
import { SMS_PREFIX } from '../../../lib/messages/formats/sms-text.ts';
import { ROUTES } from '../../../local/gateway/routes.ts';
import { ofType, type Packaged, packaged, short } from './packaged.ts';
import { ALLOWED, ALLOWED_TO_INTEGRATE, ALLOWED_TO_TEST_ITSELF, allowedIn } from './roles.ts';

/** The stage `prod` is packaged with a tool of each kind, the stage `dev` without any. */
const SECRETS = {
  SLACK: 'https://hooks.slack.com/services/T0/B0/slack-secret',
  TEAMS: 'https://prod.logic.azure.com/workflows/teams-secret',
  PAGER_KEY: 'pagerdutysecretkey00000000000000',
  PAGER_SECRET: 'pagerduty-webhook-secret',
  INTAKE_SECRET: 'whsec_c3RhbmRhcmQgd2ViaG9va3Mgc2VjcmV0IDEyMw==',
};
const HEARTBEAT_URL = 'https://hc-ping.com/heartbeat-secret';
const INTEGRATIONS = `integrations:
  - { name: kitchen, slack: "\${env:SLACK}" }
  - { name: office, teams: "\${env:TEAMS}" }
  - { name: pager, pagerduty: "\${env:PAGER_KEY}", webhookSecret: "\${env:PAGER_SECRET}" }
  - { name: intake, webhook: https://intake.shop.example/alerts, secret: "\${env:INTAKE_SECRET}" }
heartbeat: { url: "\${env:HEARTBEAT_URL}", everyMinutes: 5 }
`;

let dev: Packaged;
let prod: Packaged;
beforeAll(async () => {
  [dev, prod] = await Promise.all([
    packaged('dev'),
    packaged('prod', { integrations: INTEGRATIONS, environment: { ...SECRETS, HEARTBEAT_URL } }),
  ]);
});

test('each role allows exactly what its function does', () => {
  const always = { ...ALLOWED, SelftestRole: ALLOWED_TO_TEST_ITSELF };
  expect(allowedIn(dev)).toEqual(always);
  expect(allowedIn(prod)).toEqual({ ...always, IntegrateRole: ALLOWED_TO_INTEGRATE });
});

test('a stack without integrations has nothing of them; with them it has a function of its own', () => {
  const ownIn = (stage: Packaged): string[] =>
    Object.keys(stage.template.Resources).filter((name) => /integrat/i.test(name) && !/HttpApi/.test(name));
  expect(ownIn(dev)).toEqual([]);
  expect(dev.text).not.toMatch(/INTEGRATIONS|Integrate/);
  expect(prod.template.Resources['IntegrateSubscription']?.Properties).toEqual({
    TopicArn: { Ref: 'AlertsTopic' },
    Protocol: 'lambda',
    Endpoint: { 'Fn::GetAtt': ['IntegrateLambdaFunction', 'Arn'] },
    FilterPolicy: { recipient: ['machines:level-1'] },
    RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['IntegrateQueue', 'Arn'] } },
  });
  expect(prod.template.Resources['IntegratePermission']?.Properties).toMatchObject({
    Principal: 'sns.amazonaws.com',
    SourceArn: { Ref: 'AlertsTopic' },
  });
  const config = Object.values(ofType(prod, 'AWS::Lambda::EventInvokeConfig')).map(
    ({ Properties }) => Properties,
  );
  expect(config).toContainEqual(
    expect.objectContaining({
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['IntegrateQueue', 'Arn'] } } },
    }),
  );
});

test('the address that hears the heartbeat is in the variables of the sweep, and nowhere else', () => {
  const { Variables } = z
    .object({ Variables: z.record(z.string(), z.json()) })
    .parse(ofType(prod, 'AWS::Lambda::Function')['SweepLambdaFunction']?.Properties['Environment']);
  expect(JSON.parse(String(Variables['HEARTBEAT']))).toEqual({
    url: HEARTBEAT_URL,
    everyMinutes: 5,
    method: 'GET',
  });
  expect(prod.text.split(HEARTBEAT_URL)).toHaveLength(2);
  const shipped = Object.values(prod.zips).flatMap((files) => Object.values(files));
  expect(shipped.filter((text) => text.includes('heartbeat-secret'))).toEqual([]);
  const alarms = (stage: Packaged) =>
    Object.keys(stage.template.Resources).filter((name) => /^Heartbeat/.test(name));
  expect([alarms(prod), alarms(dev)]).toEqual([['HeartbeatMissingAlarm'], []]);
});

test("the secrets of the team's tools are in the variables of one function, and nowhere else", () => {
  const variablesOf = (stage: Packaged): [string, string][] =>
    Object.entries(ofType(stage, 'AWS::Lambda::Function')).map(([name, { Properties }]) => [
      name,
      JSON.stringify(Properties['Environment']),
    ]);
  for (const secret of Object.values(SECRETS)) {
    const has = variablesOf(prod).filter(([, text]) => text.includes(secret));
    expect(has.map(([name]) => name)).toEqual(['IntegrateLambdaFunction']);
    expect(prod.text.split(secret)).toHaveLength(2);
    const shipped = Object.values(prod.zips).flatMap((files) => Object.values(files));
    expect(shipped.filter((text) => text.includes(secret))).toEqual([]);
  }
});

test('each function has its own role, and the environment that its config reads', () => {
  const common = ['LOG_LEVEL', 'METRICS_NAMESPACE', 'SERVICE_NAME', 'TABLE_PREFIX'];
  const hook = [
    ...common.slice(0, 3),
    'SOURCE_VERSIONS',
    'TABLE_PREFIX',
    'WEBHOOK_SECRET',
    'WEBHOOK_SECRET_PREVIOUS',
    'WEBHOOK_SECRET_ROTATED',
  ];
  const alert = [
    ...common,
    'CONSOLE_URL',
    'LINK_SECRET',
    'LINK_SECRET_ROTATED',
    'ONCALL_FILE',
    'TOPIC_ARN',
  ].sort();
  const probing = [...alert, 'PROBES', 'PROBE_ALLOWED'].sort();
  const functions = Object.entries(ofType(dev, 'AWS::Lambda::Function')).map(([name, { Properties }]) => {
    const { Role: role, Environment } = z
      .object({ Role: z.json(), Environment: z.object({ Variables: z.record(z.string(), z.json()) }) })
      .parse(Properties);
    return [name, { role: short(role), environment: Object.keys(Environment.Variables).sort() }];
  });
  expect(Object.fromEntries(functions)).toEqual({
    ReceiveLambdaFunction: { role: 'ReceiveRole.Arn', environment: hook },
    DeliveriesLambdaFunction: { role: 'DeliveriesRole.Arn', environment: hook },
    DispatchLambdaFunction: { role: 'DispatchRole.Arn', environment: probing },
    SweepLambdaFunction: {
      role: 'SweepRole.Arn',
      environment: [...alert, 'HEARTBEAT', 'SUBSCRIBERS'].toSorted(),
    },
    CheckLambdaFunction: { role: 'CheckRole.Arn', environment: probing },
    ConsoleLambdaFunction: {
      role: 'ConsoleRole.Arn',
      environment: [
        ...alert,
        'LINK_SECRET_PREVIOUS',
        'SNS_FIGURES',
        'SOURCE_VERSIONS',
        'WEBHOOK_SECRET',
      ].sort(),
    },
    SelftestLambdaFunction: {
      role: 'SelftestRole.Arn',
      environment: [
        ...hook.filter((name) => name !== 'WEBHOOK_SECRET_PREVIOUS'),
        'SELF_TEST',
        'TIME_ZONE',
        'WEBHOOK_ORIGIN',
      ].sort(),
    },
  });
});

test('functions run where they were measured, for as long as they were meant to', () => {
  const functions = Object.values(ofType(dev, 'AWS::Lambda::Function')).map(({ Properties }) => Properties);
  expect(functions).toEqual([
    expect.objectContaining({ MemorySize: 512, Timeout: 6, Runtime: 'nodejs24.x', Architectures: ['arm64'] }),
    expect.objectContaining({ MemorySize: 512, Timeout: 6, Runtime: 'nodejs24.x', Architectures: ['arm64'] }),
    expect.objectContaining({
      MemorySize: 512,
      Timeout: 30,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
    }),
    expect.objectContaining({
      MemorySize: 512,
      Timeout: 50,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
    }),
    expect.objectContaining({
      MemorySize: 512,
      Timeout: 60,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
    }),
    expect.objectContaining({
      MemorySize: 1024,
      Timeout: 20,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
    }),
    expect.objectContaining({
      MemorySize: 256,
      Timeout: 60,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
    }),
  ]);
});

test('routes are those of the local stack: what is not one costs nothing', () => {
  const routes = Object.values(ofType(dev, 'AWS::ApiGatewayV2::Route')).map(
    ({ Properties }) => Properties['RouteKey'],
  );
  const { integrate, ...others } = ROUTES;
  expect(routes.sort()).toEqual(Object.values(others).flat().sort());
  const more = Object.values(ofType(prod, 'AWS::ApiGatewayV2::Route')).map(
    ({ Properties }) => Properties['RouteKey'],
  );
  expect(more.sort()).toEqual([...Object.values(others).flat(), ...integrate].sort());
});

test('the stream mapping is bounded, starts at the beginning and takes only what is pending', () => {
  const [mapping] = Object.values(ofType(dev, 'AWS::Lambda::EventSourceMapping'));
  expect(mapping?.Properties).toMatchObject({
    BatchSize: 100,
    MaximumBatchingWindowInSeconds: 0,
    StartingPosition: 'TRIM_HORIZON',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 5,
    MaximumRecordAgeInSeconds: 3600,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['DispatchQueue', 'Arn'] } } },
  });
  const { Filters } = z
    .object({ Filters: z.array(z.object({ Pattern: z.string() })) })
    .parse(mapping?.Properties['FilterCriteria']);
  expect(Filters.map(({ Pattern }): unknown => JSON.parse(Pattern))).toEqual([
    { eventName: ['INSERT'], dynamodb: { NewImage: { pending: { N: [{ exists: true }] } } } },
  ]);
});

test('sweep, check and the self-test run by the clock, and their next run is their only retry', () => {
  const rules = Object.values(ofType(dev, 'AWS::Events::Rule'));
  expect(rules.map(({ Properties }) => Properties['ScheduleExpression'])).toEqual([
    'rate(1 minute)',
    'rate(1 minute)',
    'rate(5 minutes)',
  ]);
  const configs = Object.values(ofType(dev, 'AWS::Lambda::EventInvokeConfig'));
  expect(configs).toHaveLength(3);
  for (const { Properties } of configs)
    expect(Properties).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
});

describe('tables', () => {
  const namesOf = (stage: Packaged) =>
    Object.values(ofType(stage, 'AWS::DynamoDB::Table')).map(({ Properties }) => Properties['TableName']);

  test('are named by stage', () => {
    const names = ['notifications', 'incidents', 'timeline', 'endpoints', 'control'];
    expect(namesOf(dev)).toEqual(names.map((name) => `flavours-error-webhook-dev-${name}`));
    expect(namesOf(prod)).toEqual(names.map((name) => `flavours-error-webhook-prod-${name}`));
  });

  test.each([
    ['dev', false, 'Delete'],
    ['prod', true, 'Retain'],
  ])('are encrypted and on demand; in %s protected: %s', (stage, isProtected, onRemove) => {
    for (const table of Object.values(ofType(stage === 'dev' ? dev : prod, 'AWS::DynamoDB::Table'))) {
      expect(table).toMatchObject({ DeletionPolicy: onRemove, UpdateReplacePolicy: onRemove });
      expect(table.Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: isProtected },
        DeletionProtectionEnabled: isProtected,
      });
    }
  });
});

test('each alarm goes to the alarms topic and says what to do first', () => {
  const alarms = Object.values(ofType(prod, 'AWS::CloudWatch::Alarm'));
  const ofAws = alarms.filter(({ Properties }) => Properties['Namespace'] !== 'FlavoursErrorWebhook');
  expect(ofAws).toHaveLength(21); // those on metrics of our own follow from their list
  for (const { Properties } of alarms) {
    expect(Properties['AlarmActions']).toEqual([{ Ref: 'AlarmsTopic' }]);
    expect(Properties['AlarmDescription']).toMatch(/First /);
  }
});

test('each metric of ours has an alarm in its own stage, or a reason to have none', () => {
  const NONE: Record<string, string> = {
    PreviousSecretUsed: 'read during a rotation only: deploy/rotation.md',
    UnreadableNotification: 'told as an incident of its source',
    NotificationStoreFailed: 'the API answers 503: WebhookFailuresAlarm',
    InvalidWebhookToken: 'any stranger can make one up; RevokedToken says those that were once ours',
    GroupingFailed: 'NotGroupedAlarm rings when it lasts',
    SweepMeasuringFailed: 'its gauge is missing then: AlertsOverdueAlarm',
  };
  const ours = Object.values(ofType(prod, 'AWS::CloudWatch::Alarm')).filter(
    ({ Properties }) => Properties['Namespace'] === 'FlavoursErrorWebhook',
  );
  for (const { Properties } of ours) {
    expect(Properties['Dimensions']).toEqual([{ Name: 'service', Value: 'flavours-error-webhook-prod' }]);
  }
  const monitored = ours.map(({ Properties }) => String(Properties['MetricName']));
  expect([...monitored, ...Object.keys(NONE)].sort()).toEqual([...COUNTERS, ...GAUGES].sort());
});

test('only a failed notification says that one may be lost: no page, and no stranger', () => {
  const [filter] = Object.values(ofType(dev, 'AWS::Logs::MetricFilter'));
  expect(filter?.Properties).toMatchObject({
    LogGroupName: { Ref: 'HttpApiLogGroup' },
    FilterPattern: '{ ($.route = "POST /hooks/{source}/{token}") && ($.status = "5*") }',
    MetricTransformations: [
      { MetricNamespace: 'flavours-error-webhook-dev', MetricName: 'WebhookFailures', MetricValue: '1' },
    ],
  });
  const alarms = Object.values(ofType(dev, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  expect(alarms.filter(({ Namespace }) => Namespace === 'AWS/ApiGateway')).toEqual([]);
  expect(alarms.find(({ MetricName }) => MetricName === 'WebhookFailures')).toMatchObject({
    Namespace: 'flavours-error-webhook-dev',
    TreatMissingData: 'notBreaching',
  });
  expect(dev.template.Resources['HttpApiLogGroup']).toBeDefined();
});

test('the topic has the display name for which an SMS leaves room', () => {
  const name = ofType(dev, 'AWS::SNS::Topic')['AlertsTopic']?.Properties['DisplayName'];
  expect(`${String(name).toUpperCase()}> `).toBe(SMS_PREFIX);
});

test('a subscription is the same one whatever its filter: SNS takes no second one of an address', () => {
  const resources = (severities: string[]) =>
    subscriptionResources({
      problems: [],
      examples: [],
      subscribers: 1,
      alarms: [],
      sourceVersions: '{}',
      integrations: '[]',
      heartbeat: '',
      selfTest: 'off',
      timeZone: 'UTC',
      subscriptions: [
        { protocol: 'email', endpoint: 'a@restaurant.test', filterPolicy: { severity: severities } },
      ],
    });
  expect(Object.keys(resources(['critical']))).toEqual(Object.keys(resources(['warning', 'info'])));
});

test('a silent sweep is an alarm after three minutes', () => {
  expect(ofType(dev, 'AWS::CloudWatch::Alarm')['SweepSilentAlarm']?.Properties).toMatchObject({
    MetricName: 'Invocations',
    TreatMissingData: 'breaching',
    Period: 60,
    EvaluationPeriods: 3,
  });
});

test.each(['AlertsOverdueAlarm', 'NotGroupedAlarm'])(
  '%s rings as well where the sweep dies before it can say anything',
  (name) => {
    expect(ofType(dev, 'AWS::CloudWatch::Alarm')[name]?.Properties).toMatchObject({
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 3,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'breaching',
    });
  },
);

test.each([
  ['SelftestMissingAlarm', 'SelfTestAge'],
  ['HeartbeatMissingAlarm', 'HeartbeatFailed'],
])('%s rings as well where the function that should say something is silent', (name, MetricName) => {
  expect(ofType(prod, 'AWS::CloudWatch::Alarm')[name]?.Properties).toMatchObject({
    MetricName,
    TreatMissingData: 'breaching',
  });
});

test('queues are encrypted; queues and topics refuse anything but TLS', () => {
  for (const { Properties } of Object.values(ofType(prod, 'AWS::SQS::Queue'))) {
    expect(Properties).toMatchObject({ SqsManagedSseEnabled: true });
  }
  expect(ofType(dev, 'AWS::SNS::Topic')['AlertsTopic']?.Properties).toMatchObject({
    KmsMasterKeyId: 'alias/aws/sns',
  });
  const policies = [
    ...Object.values(ofType(prod, 'AWS::SQS::QueuePolicy')),
    ...Object.values(ofType(prod, 'AWS::SNS::TopicPolicy')),
  ];
  expect(policies).toHaveLength(5);
  for (const { Properties } of policies) {
    const onlyTls = {
      Effect: 'Deny',
      Principal: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    expect(Properties['PolicyDocument']).toMatchObject({
      Statement: expect.arrayContaining([expect.objectContaining(onlyTls)]),
    });
  }
});

test('everybody in oncall.yml is subscribed, and what cannot be delivered is set aside', () => {
  const [selfTest, ...subscriptions] = Object.values(ofType(dev, 'AWS::SNS::Subscription')).map(
    ({ Properties }) => Properties,
  );
  const setAside = { deadLetterTargetArn: { 'Fn::GetAtt': ['SubscriptionsQueue', 'Arn'] } };
  expect(subscriptions).toEqual([
    expect.objectContaining({ Protocol: 'email', TopicArn: { Ref: 'AlertsTopic' }, RedrivePolicy: setAside }),
    expect.objectContaining({ Protocol: 'sms', TopicArn: { Ref: 'AlertsTopic' }, RedrivePolicy: setAside }),
    expect.objectContaining({ Protocol: 'email', TopicArn: { Ref: 'AlarmsTopic' } }),
  ]);
  expect(selfTest).toMatchObject({ Protocol: 'lambda', FilterPolicy: { recipient: ['self-test'] } });
});

test('the access log has the route key and never the path, which holds the token', () => {
  const [stage] = Object.values(ofType(dev, 'AWS::ApiGatewayV2::Stage'));
  const { Format } = z.object({ Format: z.string() }).parse(stage?.Properties['AccessLogSettings']);
  expect(Format).toContain('$context.routeKey');
  expect(Format).not.toMatch(/path|authorizer|\$context\.identity/i);
  expect(stage?.Properties['DefaultRouteSettings']).toEqual({
    ThrottlingRateLimit: 1000,
    ThrottlingBurstLimit: 2000,
  });
});

test('logs are kept for a time, and longer in production', () => {
  const daysOf = (stage: Packaged) =>
    Object.values(ofType(stage, 'AWS::Logs::LogGroup')).map(
      ({ Properties }) => Properties['RetentionInDays'],
    );
  expect(daysOf(dev)).toEqual([30, 30, 30, 30, 30, 30, 30, 30]);
  expect(daysOf(prod)).toEqual([90, 90, 90, 90, 90, 90, 90, 90, 90]);
});

test('no secret is in the template: functions get them by reference, and nobody else does', () => {
  const secrets = Object.values(ofType(dev, 'AWS::SecretsManager::Secret'));
  expect(secrets.map(({ Properties }) => Object.keys(Properties).sort())).toEqual([
    ['Description', 'GenerateSecretString'],
    ['Description', 'GenerateSecretString'],
    ['Description', 'GenerateSecretString'],
    ['Description', 'GenerateSecretString'],
  ]);
  const references = [...dev.text.matchAll(/\{\{resolve:[^}]*\}[^}]*\}\}/g)].map(([reference]) => reference);
  expect(references).toEqual([
    `{{resolve:secretsmanager:\${WebhookSecret}:SecretString}}`,
    `{{resolve:secretsmanager:\${WebhookSecretPrevious}:SecretString}}`,
    `{{resolve:secretsmanager:\${WebhookSecret}:SecretString}}`, // receive and deliveries
    `{{resolve:secretsmanager:\${WebhookSecretPrevious}:SecretString}}`,
    `{{resolve:secretsmanager:\${LinkSecret}:SecretString}}`, // dispatch, sweep and check
    `{{resolve:secretsmanager:\${LinkSecret}:SecretString}}`,
    `{{resolve:secretsmanager:\${LinkSecret}:SecretString}}`,
    `{{resolve:secretsmanager:\${LinkSecret}:SecretString}}`, // console
    `{{resolve:secretsmanager:\${LinkSecretPrevious}:SecretString}}`,
    `{{resolve:secretsmanager:\${WebhookSecret}:SecretString}}`, // shows the URLs to give to Flavours
    `{{resolve:secretsmanager:\${WebhookSecret}:SecretString}}`, // posts to its own
  ]);
  expect(JSON.stringify(dev.template.Outputs)).not.toMatch(/secret|token/i);
});

test('functions are shipped with what they need, and with no contact', () => {
  const filesOf = Object.entries(dev.zips).map(([name, files]) => [name, Object.keys(files).sort()]);
  expect(Object.fromEntries(filesOf)).toEqual({
    receive: ['handlers/receive.js'],
    deliveries: ['handlers/deliveries.js'],
    dispatch: ['.build/oncall.json', 'handlers/dispatch.js'],
    sweep: ['.build/oncall.json', 'handlers/sweep.js'],
    check: ['.build/oncall.json', 'handlers/check.js'],
    console: ['.build/oncall.json', 'handlers/console.js'],
    selftest: ['handlers/selftest.js'],
  });
  const shipped = Object.values(dev.zips).flatMap((files) => Object.values(files));
  expect(shipped.filter((text) => /@example\.com/.test(text))).toHaveLength(0);
  expect(dev.zips['dispatch']?.['.build/oncall.json']).not.toMatch(/levels|alarms|@|\+/);
});
