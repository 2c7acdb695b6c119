import type { SelfTestOutcome, SelfTestStage } from './self-test.ts';

/** How far the notification of a self-test has come, as the tables say. */
export type SelfTestProgress = {
  isStored: boolean;
  incidentId?: string | undefined;
  /** What SNS called the message that it accepted about it. */
  messageId?: string | undefined;
  /** Whether SNS has delivered that message to whoever its filter means. */
  isDelivered: boolean;
};

/** What a stage that was not reached means, and what to look at first. */
export const SELF_TEST_STAGES: Record<SelfTestStage, { broken: string; first: string }> = {
  post: {
    broken: 'our own webhook URL did not take it, so it may not take what Flavours posts either',
    first: 'search the log of receive for level ERROR, and post to the URL that npm run url prints',
  },
  store: {
    broken: 'the webhook answered 200, but the notification is not in the table',
    first: 'compare the table of receive (TABLE_PREFIX) with that of the other functions',
  },
  group: {
    broken: 'it was stored, but the stream did not bring it to dispatch; the sweep groups it later',
    first: 'see whether the event source mapping of dispatch is enabled, and search its log for level ERROR',
  },
  publish: {
    broken: 'it was grouped, but SNS accepted no message about it',
    first: 'search the logs of dispatch and sweep for "an alert could not be sent"',
  },
  deliver: {
    broken: 'SNS accepted the message, but did not deliver it to the subscription whose filter takes it',
    first:
      'look at NumberOfNotificationsFilteredOut-NoMessageAttributes and NumberOfNotificationsFailed of the alerts topic, and run npm run test-alert',
  },
};

/** What came of a self-test that was posted as `notificationId` and waited for so long: it passed, or the first stage not reached. */
export const outcomeOf = (
  notificationId: string,
  { isStored, incidentId, messageId, isDelivered }: SelfTestProgress,
  waitedMs: number,
): SelfTestOutcome => {
  const failedAt = (stage: SelfTestStage): SelfTestOutcome => ({
    kind: 'failed',
    stage,
    reason: `${SELF_TEST_STAGES[stage].broken}, within ${Math.round(waitedMs / 1000)} s`,
    notificationId,
    incidentId,
    messageId,
  });
  if (!isStored) return failedAt('store');
  if (incidentId === undefined) return failedAt('group');
  if (messageId === undefined) return failedAt('publish');
  if (!isDelivered) return failedAt('deliver');
  return { kind: 'passed', notificationId, incidentId, messageId, tookMs: waitedMs };
};
