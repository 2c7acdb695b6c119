import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { subscriptionResources } from '../../../deploy/subscription-resources.ts';
import { COUNTERS, GAUGES } from '../../../lib/adapters/telemetry/metrics.ts';
import { CHECKS } from '../../../lib/domain/doctor/checks.ts';
import type { DeployedStack } from '../../../lib/domain/doctor/deployed-stack.ts';
import { grantsOf } from '../../../lib/domain/doctor/role-findings.ts';
import { SELF_TEST_FILTER } from '../../../lib/domain/oncall/subscriptions.ts';
import { SMS_PREFIX } from '../../../lib/messages/formats/sms-text.ts';
import { ROUTES } from '../../../local/gateway/routes.ts';
import { templateAlarms } from '../alarms/template-alarms.ts';
import { allowedActions, NEEDED } from './deployer.ts';
import { ofType, type Packaged, packaged, short } from './packaged.ts';
import {
  ALLOWED,
  ALLOWED_TO_DOCTOR,
  ALLOWED_TO_INTEGRATE,
  ALLOWED_TO_TEST_ITSELF,
  allowedIn,
} from './roles.ts';

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

/** The stage `prod` has a domain of its own too. */
const DOMAIN = {
  domain: 'oncall.restaurant.example',
  certificate: 'arn:aws:acm:eu-central-1:123456789012:certificate/12345678-1234-1234-1234-123456789012',
};

let dev: Packaged;
let prod: Packaged;
beforeAll(async () => {
  [dev, prod] = await Promise.all([
    packaged('dev'),
    packaged('prod', {
      integrations: INTEGRATIONS,
      environment: { ...SECRETS, HEARTBEAT_URL },
      params: DOMAIN,
    }),
  ]);
});

test('each role allows exactly what its function does', () => {
  const always = { ...ALLOWED, DoctorRole: ALLOWED_TO_DOCTOR, SelftestRole: ALLOWED_TO_TEST_ITSELF };
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
    'PUBLISH_PLAIN',
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
      environment: [...alert, 'ALARMS_TOPIC_ARN', 'ALARM_CONTACTS', 'HEARTBEAT', 'SUBSCRIBERS'].toSorted(),
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
    DoctorLambdaFunction: {
      role: 'DoctorRole.Arn',
      environment: [...common, 'ALARMS_TOPIC_ARN', 'ONCALL_FILE', 'TOPIC_ARN'].sort(),
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
      MemorySize: 1024,
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
      MemorySize: 512,
      Timeout: 300,
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

const Stage = z.object({
  DefaultRouteSettings: z.json(),
  RouteSettings: z.record(z.string(), z.json()),
});

test('a flood of pages, or of whatever else strangers ask, takes nothing from what Flavours posts', () => {
  for (const stack of [dev, prod]) {
    const { HttpApiStage: stage } = stack.template.Resources;
    const { DefaultRouteSettings: others, RouteSettings: own } = Stage.parse(stage?.Properties);
    expect(others).toEqual({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 200 });
    expect(own).toEqual({
      'POST /hooks/{source}/{token}': { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 2000 },
      'POST /hooks/{source}/{token}/deliveries': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 500 },
    });
    // AWS refuses settings of a route that is not there yet.
    const waitsFor = (stage?.DependsOn ?? []).map((name) => stack.template.Resources[name]?.Properties);
    expect(waitsFor.map((route) => route?.['RouteKey'])).toEqual(expect.arrayContaining(Object.keys(own)));
  }
});

test('what posts can have written in a second is bounded, as 50 notifications in each would cost without end', () => {
  expect(
    ofType(prod, 'AWS::DynamoDB::Table')['NotificationsTable']?.Properties['OnDemandThroughput'],
  ).toEqual({
    MaxWriteRequestUnits: 10000,
  });
});

test('a post that the gateway refuses rings: all but pages, whatever route it is logged with', () => {
  expect(ofType(dev, 'AWS::Logs::MetricFilter')['WebhookThrottledFilter']?.Properties).toMatchObject({
    FilterPattern: '{ ($.status = "429") && ($.route != "ANY *") }',
    MetricTransformations: [
      { MetricName: 'WebhookThrottled', MetricNamespace: 'flavours-error-webhook-dev' },
    ],
  });
  expect(ofType(dev, 'AWS::CloudWatch::Alarm')['WebhookThrottledAlarm']?.Properties).toMatchObject({
    MetricName: 'WebhookThrottled',
    Namespace: 'flavours-error-webhook-dev',
    Statistic: 'Sum',
    Threshold: 1,
    Period: 60,
  });
});

test('the environment of each function is under a key of the stack, which its role may use', () => {
  for (const stack of [dev, prod]) {
    const allowed = allowedIn(stack);
    for (const [name, { Properties }] of Object.entries(ofType(stack, 'AWS::Lambda::Function'))) {
      expect([name, Properties['KmsKeyArn']]).toEqual([name, { 'Fn::GetAtt': ['EnvironmentKey', 'Arn'] }]);
      const role = short(z.json().parse(Properties['Role'])).replace('.Arn', '');
      expect([role, allowed[role]?.['EnvironmentKey.Arn']]).toEqual([role, ['kms:Decrypt']]);
    }
  }
});

test('the bucket for deploys is closed to the public', () => {
  const { ServerlessDeploymentBucket: bucket } = prod.template.Resources;
  expect(bucket?.Properties['PublicAccessBlockConfiguration']).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
});

test('no concurrency is reserved unless asked for: a new account has none to give', () => {
  const reserved = Object.values(ofType(prod, 'AWS::Lambda::Function')).map(
    ({ Properties }) => Properties['ReservedConcurrentExecutions'],
  );
  expect(reserved.filter((one) => one !== undefined)).toEqual([]);
});

test('the stream mapping is bounded, starts at the beginning and takes only what is pending', () => {
  const [mapping] = Object.values(ofType(dev, 'AWS::Lambda::EventSourceMapping'));
  expect(mapping?.Properties).toMatchObject({
    BatchSize: 1000,
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

test('sweep, check, the self-test and doctor run by the clock, and their next run is their only retry', () => {
  const rules = Object.values(ofType(dev, 'AWS::Events::Rule'));
  expect(rules.map(({ Properties }) => String(Properties['ScheduleExpression'])).toSorted()).toEqual(
    ['rate(1 minute)', 'rate(1 minute)', 'rate(5 minutes)', 'cron(0 5 * * ? *)'].toSorted(),
  );
  const configs = Object.values(ofType(dev, 'AWS::Lambda::EventInvokeConfig'));
  const [doctor, ...others] = configs.toSorted(
    (one, other) =>
      Number(other.Properties['MaximumRetryAttempts']) - Number(one.Properties['MaximumRetryAttempts']),
  );
  expect(doctor?.Properties).toMatchObject({ MaximumRetryAttempts: 2 });
  expect(others).toHaveLength(3);
  for (const { Properties } of others)
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
    ['dev', false, 'Delete', 'Delete'],
    ['prod', true, 'RetainExceptOnCreate', 'Retain'],
  ])('are encrypted and on demand; in %s protected: %s', (stage, isProtected, onRemove, onReplace) => {
    for (const table of Object.values(ofType(stage === 'dev' ? dev : prod, 'AWS::DynamoDB::Table'))) {
      expect(table).toMatchObject({ DeletionPolicy: onRemove, UpdateReplacePolicy: onReplace });
      expect(table.Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: isProtected },
        DeletionProtectionEnabled: isProtected,
      });
    }
  });
});

test('a domain of its own is behind the same API, and every link and address has it', () => {
  expect(prod.template.Resources['Domain']).toMatchObject({
    Type: 'AWS::ApiGatewayV2::DomainName',
    Properties: {
      DomainName: DOMAIN.domain,
      DomainNameConfigurations: [
        { CertificateArn: DOMAIN.certificate, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
      ],
    },
  });
  expect(prod.template.Resources['DomainMapping']).toMatchObject({
    Type: 'AWS::ApiGatewayV2::ApiMapping',
    Properties: { DomainName: { Ref: 'Domain' }, ApiId: { Ref: 'HttpApi' }, Stage: { Ref: 'HttpApiStage' } },
  });
  expect(prod.template.Outputs).toMatchObject({
    PublicUrl: { Value: `https://${DOMAIN.domain}` },
    DomainTarget: { Value: { 'Fn::GetAtt': ['Domain', 'RegionalDomainName'] } },
  });
  const Environment = z.object({ Variables: z.looseObject({ CONSOLE_URL: z.json().optional() }) });
  const consoleUrls = (stage: Packaged) =>
    new Set(
      Object.values(ofType(stage, 'AWS::Lambda::Function'))
        .map(({ Properties }) => Environment.parse(Properties['Environment']).Variables.CONSOLE_URL)
        .flatMap((url) => (url === undefined ? [] : [JSON.stringify(url)])),
    );
  expect([...consoleUrls(prod)]).toEqual([`"https://${DOMAIN.domain}"`]);
  const own = `{"Fn::Sub":"https://\${HttpApi}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}"}`;
  expect([...consoleUrls(dev)]).toEqual([own]);
  expect(dev.template.Outputs['PublicUrl']).toEqual({ Value: JSON.parse(own) });
  expect(Object.keys(ofType(dev, 'AWS::ApiGatewayV2::DomainName'))).toEqual([]);
});

test("whoever has the deployer's policy may make, change and delete everything in the template", () => {
  const types = new Set(Object.values(prod.template.Resources).map(({ Type }) => Type));
  expect([...types].filter((type) => NEEDED[type] === undefined)).toEqual([]);
  const allowed = allowedActions();
  const missing = [...types].flatMap((type) =>
    (NEEDED[type] ?? []).filter((action) => !allowed.some((pattern) => pattern.test(action))),
  );
  expect(missing).toEqual([]);
  // The limit of a managed policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  const policy = readFileSync('deploy/deployer-policy.json', 'utf8');
  expect(policy.replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6144);
});

test('nothing of a failed first deploy is kept: it would be in the way of the next', () => {
  // Retain keeps what the rollback of its own creation would delete.
  const keptFor = (stage: Packaged) =>
    Object.values(stage.template.Resources).map(({ DeletionPolicy = 'Delete' }) => DeletionPolicy);
  expect([...new Set(keptFor(dev))]).toEqual(['Delete']);
  expect([...new Set(keptFor(prod))].toSorted()).toEqual(['Delete', 'RetainExceptOnCreate']);
  const secrets = Object.values(ofType(prod, 'AWS::SecretsManager::Secret'));
  expect(secrets.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(
    Array(secrets.length).fill('RetainExceptOnCreate'),
  );
});

test('each alarm of deploy/alarms.yml is in the stack, with the metrics that it names there', () => {
  const alarms = Object.entries(ofType(prod, 'AWS::CloudWatch::Alarm'));
  expect(alarms.map(([name]) => name).toSorted()).toEqual([...templateAlarms().keys()].toSorted());
  for (const [, { Properties }] of alarms) {
    expect(Properties['AlarmActions']).toEqual([{ Ref: 'AlarmsTopic' }]);
    expect(Properties['OKActions']).toEqual([{ Ref: 'AlarmsTopic' }]);
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
  const Metric = z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: z.json() });
  const Watched = z.object({
    Metrics: z.array(z.object({ MetricStat: z.object({ Metric: Metric.partial() }).optional() })).default([]),
  });
  const ours = Object.values(ofType(prod, 'AWS::CloudWatch::Alarm'))
    .flatMap(({ Properties }): unknown[] => [
      Properties,
      ...Watched.parse(Properties).Metrics.map(({ MetricStat }) => MetricStat?.Metric),
    ])
    .flatMap((one) => Metric.safeParse(one).data ?? [])
    .filter(({ Namespace }) => Namespace === 'FlavoursErrorWebhook');
  for (const { Dimensions } of ours)
    expect(Dimensions).toEqual([{ Name: 'service', Value: 'flavours-error-webhook-prod' }]);
  const monitored = ours.map(({ MetricName }) => MetricName);
  expect([...monitored, ...Object.keys(NONE)].sort()).toEqual([...COUNTERS, ...GAUGES].sort());
});

test('the dashboard is valid, and shows functions, tables and topics that exist', () => {
  const { DashboardBody } = z
    .object({ DashboardBody: z.object({ 'Fn::Sub': z.string() }) })
    .parse(ofType(prod, 'AWS::CloudWatch::Dashboard')['Dashboard']?.Properties);
  const Body = z.object({
    widgets: z.array(
      z.object({
        type: z.enum(['metric', 'log']),
        x: z.int().min(0).max(23),
        y: z.int().min(0),
        width: z.int().min(1).max(24),
        height: z.int().min(1),
        properties: z.object({
          title: z.string(),
          region: z.string(),
          metrics: z.array(z.array(z.unknown())).optional(),
          query: z.string().optional(),
        }),
      }),
    ),
  });
  const { widgets } = Body.parse(JSON.parse(DashboardBody['Fn::Sub']));
  expect(widgets.length).toBeGreaterThan(8);
  expect(new Set(widgets.map(({ x, y }) => `${x} ${y}`)).size).toBe(widgets.length);
  const names = new Set(
    [
      ...Object.values(ofType(prod, 'AWS::Lambda::Function')).map(
        ({ Properties }) => Properties['FunctionName'],
      ),
      ...Object.values(ofType(prod, 'AWS::DynamoDB::Table')).map(({ Properties }) => Properties['TableName']),
      ...Object.values(ofType(prod, 'AWS::SNS::Topic')).map(({ Properties }) => Properties['TopicName']),
      'flavours-error-webhook-prod',
    ].map(String),
  );
  const shown = widgets.flatMap(({ properties }) => properties.metrics ?? []);
  for (const row of shown) if (row.length > 3) expect(names).toContain(row[3]);
  const groups = Object.values(ofType(prod, 'AWS::Logs::LogGroup')).map(({ Properties }) =>
    String(Properties['LogGroupName']),
  );
  for (const { properties } of widgets) {
    const source = /^SOURCE '([^']+)'/.exec(properties.query ?? '')?.[1];
    if (source !== undefined && !source.startsWith('$')) expect(groups).toContain(source);
  }
});

test('each saved query is of this stage, and asks log groups of the stack', () => {
  const queries = Object.values(ofType(prod, 'AWS::Logs::QueryDefinition'));
  expect(queries).toHaveLength(5);
  for (const { Properties } of queries) {
    const { Name, LogGroupNames } = z
      .object({
        Name: z.string(),
        LogGroupNames: z.array(z.object({ Ref: z.string() })),
        QueryString: z.string(),
      })
      .parse(Properties);
    expect(Name).toMatch(/^flavours-error-webhook-prod\/./);
    for (const { Ref } of LogGroupNames)
      expect(prod.template.Resources[Ref]?.Type).toBe('AWS::Logs::LogGroup');
  }
});

test('only a failed notification says that one may be lost: no page, and no stranger', () => {
  const { WebhookFailuresFilter: filter } = ofType(dev, 'AWS::Logs::MetricFilter');
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
      alarmContacts: 0,
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

test('doctor may do what its daily checks say they need, and the page names', () => {
  const allowed = new Set(Object.values(ALLOWED_TO_DOCTOR).flat());
  const needed = Object.values(CHECKS).flatMap(({ by, needs }) => (by === 'both' ? needs : []));
  expect(needed.length).toBeGreaterThan(20);
  expect(needed.filter((right) => !allowed.has(right))).toEqual([]);
});

test('a doctor that never ran is an alarm after 26 hours in which the stack lived', () => {
  const silent = ofType(dev, 'AWS::CloudWatch::Alarm')['DoctorSilentAlarm']?.Properties;
  expect(silent).toMatchObject({
    EvaluationPeriods: 26,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
  const invocationsOf = (Ref: string) => ({
    Metric: {
      Namespace: 'AWS/Lambda',
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref } }],
    },
    Period: 3600,
    Stat: 'Sum',
  });
  expect(silent?.['Metrics']).toMatchObject([
    { Id: 'doctor', MetricStat: invocationsOf('DoctorLambdaFunction') },
    { Id: 'sweep', MetricStat: invocationsOf('SweepLambdaFunction') },
    { Id: 'runs' },
    { Id: 'lives' },
    { Expression: 'IF(lives > 0 AND runs < 1, 1, 0)' },
  ]);
});

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

test('doctor asks IAM about each grant by an ARN', () => {
  const calledByArn = new Set(['AWS::SNS::Topic', 'AWS::SecretsManager::Secret']);
  const stack: DeployedStack = {
    ...{ name: 'stack', stage: 'prod', region: 'me-central-1', account: '123456789012', partition: 'aws' },
    ...{ status: 'UPDATE_COMPLETE', changedAt: '2026-11-01T00:00:00.000Z', outputs: {} },
    attributes: { 'NotificationsTable.StreamArn': 'arn:stream' },
    resources: Object.entries(prod.template.Resources).map(([logicalId, { Type, Properties }]) => ({
      logicalId,
      type: Type,
      physicalId: calledByArn.has(Type) ? `arn:${logicalId}` : logicalId,
      properties: Properties,
    })),
  };
  const grants = grantsOf(stack);
  expect(grants.length).toBeGreaterThan(50);
  expect(grants.filter(({ resource }) => !/^(?:arn:|\*$)/.test(resource))).toEqual([]);
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
  expect(selfTest).toMatchObject({ Protocol: 'lambda', FilterPolicy: SELF_TEST_FILTER });
});

test('the access log has the route key and never the path, which holds the token', () => {
  const [stage] = Object.values(ofType(dev, 'AWS::ApiGatewayV2::Stage'));
  const { Format } = z.object({ Format: z.string() }).parse(stage?.Properties['AccessLogSettings']);
  expect(Format).toContain('$context.routeKey');
  expect(Format).not.toMatch(/path|authorizer|\$context\.identity/i);
});

test('logs are kept for a time, and longer in production', () => {
  const daysOf = (stage: Packaged) =>
    Object.values(ofType(stage, 'AWS::Logs::LogGroup')).map(
      ({ Properties }) => Properties['RetentionInDays'],
    );
  expect(daysOf(dev)).toEqual(Array(9).fill(30));
  expect(daysOf(prod)).toEqual(Array(10).fill(90));
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
    doctor: ['.build/oncall.json', 'handlers/doctor.js'],
  });
  const shipped = Object.values(dev.zips).flatMap((files) => Object.values(files));
  expect(shipped.filter((text) => /@example\.com/.test(text))).toHaveLength(0);
  expect(dev.zips['dispatch']?.['.build/oncall.json']).not.toMatch(/levels|alarms|@|\+/);
});

test('a budget is there only where somebody has said how much, and goes to the alarms topic', () => {
  for (const { text, template } of [dev, prod]) {
    expect(JSON.parse(text)).toMatchObject({
      Parameters: { BudgetUsd: { Type: 'Number', Default: '0' } },
      Conditions: { IsBudgeted: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'BudgetUsd' }, 0] }] } },
      Resources: { Budget: { Condition: 'IsBudgeted' } },
    });
    const budget = template.Resources['Budget']?.Properties;
    expect(budget).toMatchObject({
      Budget: { BudgetType: 'COST', BudgetLimit: { Amount: { Ref: 'BudgetUsd' } } },
    });
    // A name of its own would make each change of the notifications fail.
    expect(JSON.stringify(budget)).not.toContain('BudgetName');
    expect(JSON.stringify(template.Resources['AlarmsTopicPolicy'])).toContain('budgets.amazonaws.com');
  }
});
