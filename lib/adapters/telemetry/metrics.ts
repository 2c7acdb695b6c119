import { telemetryConfig } from '../config/telemetry-config.ts';

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
  'AlarmContactMissing',
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
  'SelfTestFailed',
  'HeartbeatFailed',
] as const;
export type Counter = (typeof COUNTERS)[number];

/** Durations that should stay short. */
export const GAUGES = ['OldestPendingAge', 'OldestDueAlertAge', 'SelfTestAge'] as const;
export type Gauge = (typeof GAUGES)[number];

const { service, namespace, isCounting } = telemetryConfig();

/**
 * A line in the log that CloudWatch reads as a metric, without a call: its embedded metric format,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html.
 */
const write = (name: Counter | Gauge, unit: 'Count' | 'Seconds', value: number): void => {
  if (!isCounting) return;
  const CloudWatchMetrics = [
    { Namespace: namespace, Dimensions: [['service']], Metrics: [{ Name: name, Unit: unit }] },
  ];
  const line = { _aws: { Timestamp: Date.now(), CloudWatchMetrics }, service, [name]: value };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

/** Counts one event. */
export const count = (name: Counter, by = 1): void => write(name, 'Count', by);

/** Records a duration in seconds. */
export const gaugeSeconds = (name: Gauge, seconds: number): void => write(name, 'Seconds', seconds);
