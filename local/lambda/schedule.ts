import { textOf } from '../support/errors.ts';

export type Schedule = { now(): Promise<void>; stop(): void };

/**
 * Calls a job every so many seconds, but not while it still runs; errors are logged. `now` calls it at once and
 * passes errors on.
 */
export const every = (
  seconds: number,
  name: string,
  job: () => Promise<unknown>,
  log: (line: string) => void,
): Schedule => {
  let running: Promise<unknown> | undefined;
  const run = async (): Promise<void> => {
    const mine = job();
    running = mine;
    try {
      await mine;
    } finally {
      if (running === mine) running = undefined;
    }
  };
  const timer = setInterval(() => {
    if (!running) run().catch((error: unknown) => log(`${name}: ${textOf(error)}`));
  }, seconds * 1000);
  return { now: run, stop: () => clearInterval(timer) };
};
