import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { ofType, short } from '../packaged.ts';
import { dev, prod } from '../stages.ts';

/* What functions are, what starts them, and what they are shipped with. */

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
      environment: [...alert, 'LINK_SECRET_PREVIOUS', 'SOURCE_VERSIONS', 'WEBHOOK_SECRET'].sort(),
    },
    ApiLambdaFunction: {
      role: 'ApiRole.Arn',
      environment: [...alert, 'SNS_FIGURES', 'SOURCE_VERSIONS', 'WEBHOOK_SECRET'].sort(),
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

test('functions are shipped with what they need, and with no contact', () => {
  const filesOf = Object.entries(dev.zips).map(([name, files]) => [name, Object.keys(files).sort()]);
  expect(Object.fromEntries(filesOf)).toEqual({
    receive: ['handlers/receive.js'],
    deliveries: ['handlers/deliveries.js'],
    dispatch: ['.build/oncall.json', 'handlers/dispatch.js'],
    sweep: ['.build/oncall.json', 'handlers/sweep.js'],
    check: ['.build/oncall.json', 'handlers/check.js'],
    console: ['.build/oncall.json', 'handlers/console.js'],
    api: ['.build/oncall.json', 'handlers/api.js'],
    selftest: ['handlers/selftest.js'],
    doctor: ['.build/oncall.json', 'handlers/doctor.js'],
  });
  const shipped = Object.values(dev.zips).flatMap((files) => Object.values(files));
  expect(shipped.filter((text) => /@example\.com/.test(text))).toHaveLength(0);
  expect(dev.zips['dispatch']?.['.build/oncall.json']).not.toMatch(/levels|alarms|@|\+/);
});
