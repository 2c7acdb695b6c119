import { isFailing, type SelfTestRecord } from '../../domain/watching/self-test.ts';
import { SELF_TEST_STAGES } from '../../domain/watching/self-test-progress.ts';
import { duration, localTime } from '../../messages/text/time.ts';
import type { View } from './view.ts';

/** As long as its alarm waits: a day, and two hours in which it is repeated. */
const MISSING_MS = 26 * 60 * 60_000;

/** What everybody who opens the console must read: the self-test fails, or is not run at all. Nothing while all is well. */
export const selfTestTrouble = (
  record: SelfTestRecord | undefined,
  { oncall, now }: View,
): string | undefined => {
  if (!record || oncall.selfTest === 'off') return undefined;
  const { failure, passedAt, ranAt } = record;
  const since = (at: string): string => localTime(Date.parse(at), oncall.timeZone);
  if (failure && isFailing(record)) {
    const { first } = SELF_TEST_STAGES[failure.stage];
    return `The self-test has failed since ${since(failure.since)}: ${failure.reason}. Alerts may reach nobody. First ${first}.`;
  }
  const last = passedAt ?? ranAt;
  return now - Date.parse(last) > MISSING_MS
    ? `No self-test has passed since ${since(last)}: the function selftest is not run. First check that its EventBridge rule is enabled.`
    : undefined;
};

/** How the last one went, for whoever asks. */
export const selfTestLine = (record: SelfTestRecord | undefined, { oncall, now }: View): string => {
  if (oncall.selfTest === 'off') return 'The daily self-test is switched off in oncall.yml.';
  if (!record?.passedAt) return 'No self-test has passed yet.';
  const { passedAt, tookMs, messageId } = record;
  return [
    `The last self-test passed ${duration(Math.max(0, now - Date.parse(passedAt)))} ago`,
    ...(tookMs === undefined ? [] : [`in ${(tookMs / 1000).toFixed(1)} s`]),
    ...(messageId === undefined ? [] : [`as SNS message ${messageId}`]),
  ].join(', ');
};
