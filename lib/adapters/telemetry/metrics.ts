import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** What the functions count. deploy/alarms.yml has an alarm for each that people should hear about. */
export const COUNTERS = [
  'InvalidWebhookToken',
  'RevokedToken',
  'PreviousSecretUsed',
  'UnreadableNotification',
  'NotificationStoreFailed',
  'GroupingFailed',
  'InvalidIncidentItem',
  'UnconfirmedSubscriber',
  'ProbesInconclusive',
  'ConsoleFailed',
  'ProbeCrashed',
  'ProbesDelayed',
  'MonitorsBeyondLimit',
  'SweepGroupingFailed',
  'SweepAlertingFailed',
  'SweepClosingFailed',
  'SweepArchivingFailed',
  'SweepMeasuringFailed',
  'SilencesUnreadable',
  'IntegrationsFailing',
] as const;
export type Counter = (typeof COUNTERS)[number];

/** Durations that should stay short. */
export const GAUGES = ['OldestPendingAge', 'OldestDueAlertAge'] as const;
export type Gauge = (typeof GAUGES)[number];

const metrics = new Metrics();

/** Counts one event: a line in the log that CloudWatch reads as a metric, without a call. */
export const count = (name: Counter, by = 1): void => {
  metrics.addMetric(name, MetricUnit.Count, by);
  metrics.publishStoredMetrics();
};

/** Records a duration in seconds. */
export const gaugeSeconds = (name: Gauge, seconds: number): void => {
  metrics.addMetric(name, MetricUnit.Seconds, seconds);
  metrics.publishStoredMetrics();
};
