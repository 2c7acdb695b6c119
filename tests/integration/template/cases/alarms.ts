import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { COUNTERS, GAUGES } from '../../../../lib/adapters/telemetry/metrics.ts';
import { templateAlarms } from '../../alarms/template-alarms.ts';
import { ofType } from '../packaged.ts';
import { dev, prod } from '../stages.ts';

/* Which alarms are in the stack, and on what. */

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
