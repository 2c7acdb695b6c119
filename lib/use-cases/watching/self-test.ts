import { readNotifications } from '../../adapters/dynamodb/notifications.ts';
import { putSelfTest, readArrival, readSelfTest } from '../../adapters/dynamodb/self-test-record.ts';
import { readTimeline } from '../../adapters/dynamodb/timeline.ts';
import { postNotification, WebhookRefusedError } from '../../adapters/webhook-client.ts';
import { endpointKey } from '../../domain/endpoints/endpoint.ts';
import { SELF_TEST_ENDPOINT } from '../../domain/incidents/test-alert.ts';
import type { SelfTestTime } from '../../domain/oncall/self-test-time.ts';
import {
  isFailing,
  isSelfTestDue,
  type SelfTestOutcome,
  type SelfTestRecord,
  withOutcome,
} from '../../domain/watching/self-test.ts';
import { outcomeOf, type SelfTestProgress } from '../../domain/watching/self-test-progress.ts';
import type { StoreContext } from '../runtime/run-context.ts';

/**
 * How long it is followed. Less than the minute after which the sweep groups what the stream missed: the sweep must not hide
 * that the stream has stopped.
 */
const FOLLOWED_MS = 40_000;
const FIRST_LOOK_MS = 200;
const LOOKS_MS = 1000;
/** Clocks of two machines differ; the self-test before this one was longer ago. */
const CLOCKS_DIFFER_MS = 60_000;
/** Of the incident that it may share with an earlier one that was never sent, the newest. */
const LINES_READ = 3;

export type SelfTestContext = Pick<StoreContext, 'store' | 'log' | 'now' | 'sleep'> & {
  setting: { selfTest: SelfTestTime; timeZone: string };
  /** The public webhook URL of its source. */
  url: string;
  /** Whether there is time for another look. */
  hasTime: () => boolean;
};

/**
 * Runs the self-test if one is due, and records what came of it. Answers with the record as it is then, and with the outcome if
 * one was run.
 */
export const selfTestIfDue = async (
  run: SelfTestContext,
): Promise<{ record: SelfTestRecord | undefined; outcome?: SelfTestOutcome }> => {
  const before = await readSelfTest(run.store);
  const ranAt = run.now();
  if (!isSelfTestDue(before, run.setting, ranAt)) return { record: before };
  const outcome = await selfTest(run);
  const record = withOutcome(before, outcome, ranAt);
  await putSelfTest(run.store, record);
  logOutcome(run, outcome, record);
  return { record, outcome };
};

const logOutcome = ({ log }: SelfTestContext, outcome: SelfTestOutcome, record: SelfTestRecord): void => {
  const { kind, ...details } = outcome;
  if (kind === 'passed') {
    log.info('self-test passed', details);
    return;
  }
  const at = isFailing(record) ? log.error : log.warn;
  at('self-test failed', { ...details, tries: record.failure?.tries });
};

/** Posts, and follows what was posted until SNS has delivered it, or for as long as it is followed. */
const selfTest = async (run: SelfTestContext): Promise<SelfTestOutcome> => {
  const startedAt = run.now();
  const waitedMs = (): number => run.now().getTime() - startedAt.getTime();
  let id: string;
  try {
    id = await postNotification(run.url, {
      code: 0,
      endpoint: SELF_TEST_ENDPOINT,
      message: 'The daily self-test: nothing is broken.',
    });
  } catch (error) {
    if (!(error instanceof WebhookRefusedError)) throw error;
    return { kind: 'failed', stage: 'post', reason: error.message };
  }
  for (let waitMs = FIRST_LOOK_MS; ; waitMs = Math.min(2 * waitMs, LOOKS_MS)) {
    const outcome = outcomeOf(id, await progressOf(run, id, startedAt), waitedMs());
    if (outcome.kind === 'passed' || waitedMs() >= FOLLOWED_MS || !run.hasTime()) return outcome;
    await run.sleep(waitMs);
  }
};

const progressOf = async ({ store }: SelfTestContext, id: string, since: Date): Promise<SelfTestProgress> => {
  const key = { endpointKey: endpointKey(SELF_TEST_ENDPOINT), id };
  const [notification] = await readNotifications(store, [key]);
  const incidentId = notification?.incidentId;
  if (!notification || incidentId === undefined) return { isStored: !!notification, isDelivered: false };
  const { entries } = await readTimeline(store, incidentId, { limit: LINES_READ, newestFirst: true });
  const sent = entries.find(
    (entry) => 'messageId' in entry && Date.parse(entry.at) >= since.getTime() - CLOCKS_DIFFER_MS,
  );
  const messageId = sent && 'messageId' in sent ? sent.messageId : undefined;
  const isDelivered = messageId !== undefined && (await readArrival(store)) === messageId;
  return { isStored: true, incidentId, messageId, isDelivered };
};
