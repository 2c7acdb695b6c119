import * as z from 'zod';
import type { SelfTestTime } from '../oncall/self-test-time.ts';
import { addDays, dayAt, earliestInstant, onDay } from '../oncall/time-zone.ts';

/*
 * The self-test: once a day the stack posts a notification to its own public webhook URL and follows it, until SNS has
 * delivered the alert about it. Nobody hears of it but the function that posts it, unless it fails.
 */

/** How far a notification comes, in order; a failure names the first that was not reached. */
export const SelfTestStage = z.enum(['post', 'store', 'group', 'publish', 'deliver']);
export type SelfTestStage = z.infer<typeof SelfTestStage>;

const Failure = z.object({
  stage: SelfTestStage.catch('post'),
  reason: z.string().catch(''),
  /** When the first of these tries began. */
  since: z.iso.datetime(),
  tries: z.int().min(1),
});

/** How the last self-tests went. Item of the table `control`. */
export const SelfTestRecord = z.object({
  ranAt: z.iso.datetime(),
  passedAt: z.iso.datetime().optional().catch(undefined),
  tookMs: z.number().min(0).optional().catch(undefined),
  notificationId: z.string().optional().catch(undefined),
  messageId: z.string().optional().catch(undefined),
  failure: Failure.optional().catch(undefined),
});
export type SelfTestRecord = z.infer<typeof SelfTestRecord>;

/** What came of one self-test. */
export type SelfTestOutcome =
  | { kind: 'passed'; notificationId: string; incidentId: string; messageId: string; tookMs: number }
  | {
      kind: 'failed';
      stage: SelfTestStage;
      reason: string;
      notificationId?: string | undefined;
      incidentId?: string | undefined;
      messageId?: string | undefined;
    };

/** So many tries in a row make a failure: one may have met a deploy, or waited behind a storm. */
export const TRIES_BEFORE_ALARM = 3;
/** The function is started every five minutes; a little less, so that no start is missed by a second. */
const SOON_MS = 4.5 * 60_000;
/** Once people know, it is enough to see within a quarter of an hour that it works again. */
const LATER_MS = 14.5 * 60_000;

/** Whether people are to hear that it fails. */
export const isFailing = (record: SelfTestRecord | undefined): boolean =>
  (record?.failure?.tries ?? 0) >= TRIES_BEFORE_ALARM;

/** How long ago a self-test last passed, in seconds; where none ever has, since the first that failed. */
export const selfTestAgeS = (record: SelfTestRecord | undefined, now: Date): number => {
  const since = record?.passedAt ?? record?.failure?.since ?? record?.ranAt;
  return since === undefined ? 0 : Math.max(0, Math.round((now.getTime() - Date.parse(since)) / 1000));
};

/** The last time that a self-test should have begun, in ms: today's, or yesterday's where that is yet to come. */
const lastDueAt = (clock: string, timeZone: string, now: number): number => {
  const today = dayAt(now, timeZone);
  const at = earliestInstant(onDay(today, clock), timeZone);
  return at <= now ? at : earliestInstant(onDay(addDays(today, -1), clock), timeZone);
};

/** Whether a self-test is to be run now. A new stack has one at once; a failed one is repeated until it passes. */
export const isSelfTestDue = (
  record: SelfTestRecord | undefined,
  { selfTest, timeZone }: { selfTest: SelfTestTime; timeZone: string },
  now: Date,
): boolean => {
  if (selfTest === 'off') return false;
  if (!record) return true;
  const since = now.getTime() - Date.parse(record.ranAt);
  if (record.failure) return since >= (isFailing(record) ? LATER_MS : SOON_MS);
  return Date.parse(record.ranAt) < lastDueAt(selfTest, timeZone, now.getTime());
};

/** The record once another self-test is over. */
export const withOutcome = (
  before: SelfTestRecord | undefined,
  outcome: SelfTestOutcome,
  ranAt: Date,
): SelfTestRecord => {
  const at = ranAt.toISOString();
  if (outcome.kind === 'passed') {
    const { notificationId, messageId, tookMs } = outcome;
    return { ranAt: at, passedAt: at, tookMs, notificationId, messageId };
  }
  const { failure, ...rest } = before ?? {};
  const { stage, reason } = outcome;
  return {
    ...rest,
    ranAt: at,
    failure: { stage, reason, since: failure?.since ?? at, tries: (failure?.tries ?? 0) + 1 },
  };
};
