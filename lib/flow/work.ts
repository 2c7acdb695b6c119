import type { Store } from '../adapters/store/store.ts';
import type { Topic } from '../adapters/topic.ts';
import type { Links, Place } from '../messages/message.ts';
import type { OncallAtRuntime } from '../oncall.ts';

type LogLine = (message: string, ...details: Record<string, unknown>[]) => void;

/** What folding and closing work with. */
export type FoldWork = {
  store: Store;
  log: { info: LogLine; warn: LogLine; error: LogLine };
  now: () => Date;
  sleep: (ms: number) => Promise<void>;
};

/** What a run of `dispatch` or `sweep` works with. `remainingMs` is the time until the function is stopped. */
export type Work = FoldWork & {
  place: Place;
  topic: Topic;
  oncall: OncallAtRuntime;
  /** What links in emails are made of; none where the stack has no console. */
  links?: Links | undefined;
  remainingMs: () => number;
};

const CONTENTION_MS = 50;

/** Waits a random time that grows with each attempt, so that two that met do not meet again. */
export const backOff = ({ sleep }: Pick<Work, 'sleep'>, attempt: number): Promise<void> =>
  sleep(Math.random() * CONTENTION_MS * 2 ** Math.min(attempt, 5));
