import { setTimeout as sleep } from 'node:timers/promises';
import { duration } from '../../lib/messages/text/time.ts';
import type { Delivery } from '../sns/deliveries.ts';
import { type Probing, recoveryMs } from '../support/probing.ts';
import type { News } from './inbox-watch.ts';

const ASK_EVERY_MS = 100;
const MINUTE_MS = 60_000;

/** "25 s", "7 min": how long somebody has to wait. */
const waitOf = (ms: number): string =>
  ms < 2 * MINUTE_MS
    ? `${Math.max(1, Math.ceil(ms / 1000))} s`
    : duration(Math.ceil(ms / MINUTE_MS) * MINUTE_MS);

/** What is promised of a recovery before anybody waits for it. */
export const promiseOf = (probing: Probing): string =>
  `Our probes call it over after two good ones and a quiet time without a failure: in about ${waitOf(recoveryMs(probing))}. This waits for it. Ctrl-C ends the demo and its merchant; the incident then stays open.`;

/** Waits for the mail that says so, and says each minute how long that may still take. Nothing after twice the time. */
export const waitForRecovery = async (
  news: News,
  probing: Probing,
  say: (line: string) => void,
): Promise<Delivery | undefined> => {
  const startedAt = performance.now();
  const expected = recoveryMs(probing);
  for (let saidAt = startedAt; ; await sleep(ASK_EVERY_MS)) {
    const [mail] = await news.say('resolved');
    const passed = performance.now() - startedAt;
    if (mail || passed > 2 * expected) return mail;
    if (performance.now() - saidAt < MINUTE_MS) continue;
    saidAt = performance.now();
    say(
      passed < expected
        ? `Still waiting: about ${waitOf(expected - passed)} more.`
        : 'Still waiting, longer than usual.',
    );
  }
};
