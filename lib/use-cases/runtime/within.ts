import { setTimeout as sleep } from 'node:timers/promises';

/** What stands for an answer that came too late. */
export const LATE = Symbol('late');

/** What `task` answers with, or LATE where that takes longer than `ms`: then nobody waits for it, and it may go on. */
export const within = async <Result>(ms: number, task: Promise<Result>): Promise<Result | typeof LATE> => {
  const done = new AbortController();
  try {
    return await Promise.race([task, sleep(Math.max(0, ms), LATE, { signal: done.signal })]);
  } finally {
    done.abort();
  }
};
