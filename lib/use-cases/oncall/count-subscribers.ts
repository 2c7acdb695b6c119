import {
  putMissingSubscribers,
  readMissingSubscribers,
} from '../../adapters/dynamodb/missing-subscribers.ts';
import { unconfirmed } from '../../adapters/sns/confirmed-subscribers.ts';
import type { Topic } from '../../adapters/sns/publish.ts';
import { afterCount, isMailDue, type MissingSubscribers } from '../../domain/oncall/missing-subscribers.ts';
import { missingAlarmContacts } from '../../messages/missing-alarm-contacts.ts';
import { withPublisherLease } from '../alerting/publisher.ts';
import type { RunContext } from '../runtime/run-context.ts';

const LEASE_WAIT_MS = 6000;

/** How many subscriptions each topic should have; `alarmsArn` is absent where there is no such topic, as on a laptop. */
export type Expected = { subscribers: number; alarmContacts: number; alarmsArn?: string | undefined };

/**
 * Counts who would hear nothing, of alerts and of alarms, and keeps that for the console. Who misses alerts is said by an alarm;
 * that alarms miss somebody is mailed to those who get alerts. A topic that cannot be listed does not hide the other. Never
 * throws.
 */
export const countSubscribers = async (
  run: RunContext,
  holder: string,
  { subscribers, alarmContacts, alarmsArn }: Expected,
): Promise<{ alerts: number; alarms: number }> => {
  const alerts = await missingIn(run, run.topic, subscribers);
  const alarms = alarmsArn
    ? await missingIn(run, { client: run.topic.client, arn: alarmsArn }, alarmContacts)
    : 0;
  try {
    const before = await readMissingSubscribers(run.store);
    const counted = { alerts: alerts ?? before?.alerts ?? 0, alarms: alarms ?? before?.alarms ?? 0 };
    const now = run.now();
    const missing = afterCount(before, counted, now);
    if (isMailDue(missing, now)) await mail(run, holder, missing, now);
    else await putMissingSubscribers(run.store, missing);
  } catch (error) {
    run.log.error('who is not subscribed could not be kept or mailed; the next count tries again', { error });
  }
  return { alerts: alerts ?? 0, alarms: alarms ?? 0 };
};

const missingIn = async (run: RunContext, topic: Topic, expected: number): Promise<number | undefined> => {
  try {
    const missing = await unconfirmed(topic, expected);
    if (missing > 0)
      run.log.warn('subscribers are not confirmed, or are gone', { topic: topic.arn, missing, expected });
    return missing;
  } catch (error) {
    run.log.error('the subscribers could not be listed; the next attempt is in a quarter of an hour', {
      topic: topic.arn,
      error,
    });
    return undefined;
  }
};

const mail = async (
  run: RunContext,
  holder: string,
  missing: MissingSubscribers,
  now: Date,
): Promise<void> => {
  const { oncall, place, links } = run;
  const message = missingAlarmContacts(missing.alarms, { oncall, place, links, now: now.getTime() });
  await withPublisherLease(run, holder, LEASE_WAIT_MS, async (publisher) => {
    if (!publisher.hasTime()) return;
    await publisher.publish(message, () =>
      putMissingSubscribers(run.store, { ...missing, mailedAt: now.toISOString() }),
    );
  });
};
