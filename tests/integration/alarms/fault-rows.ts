import {
  accessLog,
  counted,
  crash,
  type FaultRow,
  lambda,
  ours,
  type Reported,
  refused,
  silent,
  sns,
  throttled,
  waiting,
} from './fault-row.ts';

/** What a stack that is well reports each minute. */
export const HEALTHY: Reported[] = [
  lambda('Invocations', 'sweep'),
  lambda('Invocations', 'check'),
  lambda('Invocations', 'doctor'),
  lambda('Errors', 'sweep', 0),
  lambda('Errors', 'check', 0),
  ours('OldestPendingAge', 0),
  ours('OldestDueAlertAge', 0),
  ours('ProbesDelayed', 0),
  ours('IntegrationsFailing', 0),
  ours('SelfTestAge', 3600),
  ours('HeartbeatFailed', 0),
  accessLog('WebhookPosts', 10),
  sns('NumberOfMessagesPublished'),
  sns('NumberOfNotificationsDelivered', 2),
];

/** For each alarm of deploy/alarms.yml the fault that it is for. */
export const FAULTS: Record<string, FaultRow[]> = {
  ReceiveErrorsAlarm: [crash('receive')],
  ReceiveThrottlesAlarm: [refused('receive')],
  WebhookFailuresAlarm: [
    {
      fault: 'DynamoDB takes no notification, and Flavours gets a 503',
      by: 'ours',
      reports: [accessLog('WebhookFailures', 1)],
      rings: 1,
    },
  ],
  WebhookThrottledAlarm: [
    {
      fault: 'more is posted than the gateway lets through',
      by: 'aws',
      reports: [accessLog('WebhookThrottled', 40)],
      rings: 1,
    },
  ],
  WebhookFloodAlarm: [
    {
      fault: 'somebody has a leaked URL, and posts 10,000 times a minute',
      by: 'aws',
      reports: [accessLog('WebhookPosts', 10_000)],
      stops: ({ name }) => name === 'WebhookPosts',
      rings: 36,
    },
  ],
  DeliveriesErrorsAlarm: [crash('deliveries')],
  DispatchErrorsAlarm: [crash('dispatch')],
  DispatchThrottlesAlarm: [refused('dispatch')],
  DispatchBehindAlarm: [
    {
      fault: 'dispatch cannot keep up',
      by: 'aws',
      reports: [lambda('IteratorAge', 'dispatch', 90_000)],
      rings: 3,
    },
  ],
  DispatchGaveUpAlarm: [waiting('DispatchQueue')],
  ConsoleErrorsAlarm: [crash('console')],
  ConsoleFailedAlarm: [counted('DynamoDB answers no page of the console', ours('ConsoleFailed'), 1)],
  ConsoleThrottlesAlarm: [refused('console')],
  ApiErrorsAlarm: [crash('api')],
  ApiThrottlesAlarm: [refused('api')],
  SweepErrorsAlarm: [{ ...crash('sweep'), stops: ({ name }) => name === 'Errors' }],
  SweepThrottlesAlarm: [refused('sweep')],
  SweepSilentAlarm: [silent('sweep')],
  CheckErrorsAlarm: [{ ...crash('check'), stops: ({ name }) => name === 'Errors' }],
  CheckThrottlesAlarm: [refused('check')],
  CheckSilentAlarm: [silent('check')],
  ProbesInconclusiveAlarm: [counted('our own network is down', ours('ProbesInconclusive'), 5)],
  ProbeCrashedAlarm: [counted('a probe ends in a bug of ours', ours('ProbeCrashed'), 1)],
  ProbesDelayedAlarm: [counted('more endpoints are due than one check takes', ours('ProbesDelayed', 5), 10)],
  MonitorsBeyondLimitAlarm: [
    counted('a source brings too many endpoints', ours('MonitorsBeyondLimit', 2), 1),
  ],
  AlertsNotDeliveredAlarm: [
    { fault: 'a phone takes no SMS', by: 'aws', reports: [sns('NumberOfNotificationsFailed')], rings: 1 },
  ],
  AlertsSetAsideAlarm: [waiting('SubscriptionsQueue')],
  AlertsOverdueAlarm: [
    counted('SNS fails', ours('OldestDueAlertAge', 61), 3),
    {
      fault: 'the sweep dies before it can say anything',
      by: 'aws',
      reports: [],
      stops: ({ name }) => name === 'OldestDueAlertAge',
      rings: 3,
    },
  ],
  NotGroupedAlarm: [
    counted('DynamoDB takes no group', ours('OldestPendingAge', 181), 3),
    {
      fault: 'the sweep dies before it can say anything',
      by: 'aws',
      reports: [],
      stops: ({ name }) => name === 'OldestPendingAge',
      rings: 3,
    },
  ],
  SweepGroupingFailedAlarm: [counted('the index pending cannot be read', ours('SweepGroupingFailed'), 3)],
  SweepAlertingFailedAlarm: [
    counted('the list of open incidents cannot be read', ours('SweepAlertingFailed'), 2),
  ],
  SweepClosingFailedAlarm: [counted('incidents cannot be written', ours('SweepClosingFailed'), 3)],
  SweepArchivingFailedAlarm: [counted('incidents cannot be archived', ours('SweepArchivingFailed'), 3)],
  SilencesUnreadableAlarm: [counted('the table endpoints cannot be read', ours('SilencesUnreadable'), 1)],
  InvalidIncidentItemAlarm: [counted('an incident of another version', ours('InvalidIncidentItem'), 1)],
  UnconfirmedSubscriberAlarm: [counted('a person never confirmed', ours('UnconfirmedSubscriber'), 46)],
  AlarmContactMissingAlarm: [counted('who hears alarms has unsubscribed', ours('AlarmContactMissing'), 46)],
  RevokedTokenAlarm: [counted('Flavours posts to a revoked URL', ours('RevokedToken'), 6)],
  SelftestFailedAlarm: [counted('the webhook URL answers with an error', ours('SelfTestFailed'), 1)],
  SelftestMissingAlarm: [
    counted('none has passed since yesterday', ours('SelfTestAge', 93_601), 21),
    {
      fault: 'the schedule of selftest is switched off',
      by: 'aws',
      reports: [],
      stops: ({ name }) => name === 'SelfTestAge',
      rings: 50,
    },
  ],
  HeartbeatMissingAlarm: [
    counted('the service outside refuses the heartbeat', ours('HeartbeatFailed'), 15),
    {
      fault: 'the sweep dies before it could send one',
      by: 'aws',
      reports: [],
      stops: ({ name }) => name === 'HeartbeatFailed',
      rings: 17,
    },
  ],
  DoctorErrorsAlarm: [crash('doctor')],
  DoctorSilentAlarm: [{ ...silent('doctor'), rings: 26, each: 'hour' }],
  IntegrateErrorsAlarm: [crash('integrate')],
  IntegrateThrottlesAlarm: [refused('integrate')],
  IntegrateGaveUpAlarm: [waiting('IntegrateQueue')],
  IntegrationsFailingAlarm: [counted('Slack takes nothing', ours('IntegrationsFailing'), 10)],
  AlertsWithoutAttributesAlarm: [
    {
      fault: 'SNS sends no attributes with a JSON',
      by: 'aws',
      reports: [sns('NumberOfNotificationsFilteredOut-NoMessageAttributes', 2)],
      rings: 1,
    },
  ],
  AlertsInvalidAttributesAlarm: [
    {
      fault: 'SNS cannot read the attributes',
      by: 'aws',
      reports: [sns('NumberOfNotificationsFilteredOut-InvalidAttributes', 2)],
      rings: 1,
    },
  ],
  AlertsReachNobodyAlarm: [
    {
      fault: 'no subscription takes what SNS took',
      by: 'aws',
      reports: [sns('NumberOfMessagesPublished')],
      stops: ({ name }) => name === 'NumberOfNotificationsDelivered' || name === 'NumberOfMessagesPublished',
      rings: 10,
    },
  ],
  SmsSpendAlarm: [
    {
      fault: 'SMS have cost most of the limit',
      by: 'aws',
      reports: [{ namespace: 'AWS/SNS', name: 'SMSMonthToDateSpentUSD', dimensions: {}, value: 0.85 }],
      rings: 1,
    },
  ],
  TablesThrottledAlarm: [
    { fault: 'a hot key of a table', by: 'aws', reports: [throttled('Write', 'notifications')], rings: 3 },
    { fault: 'reads of another', by: 'aws', reports: [throttled('Read', 'control')], rings: 3 },
  ],
  IndexesThrottledAlarm: [
    {
      fault: 'a hot key of an index',
      by: 'aws',
      reports: [throttled('Write', 'incidents', 'listName')],
      rings: 3,
    },
  ],
};
