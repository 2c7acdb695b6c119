import { isOnLambda } from '../config/on-lambda.ts';
import { log } from '../telemetry/log.ts';

/** Lambda ends an init that takes 10 s, and one that waits is paid for. DynamoDB answers within a few milliseconds. */
const LONGEST_MS = 1000;

/**
 * Does in the init phase what the first invocation would pay for otherwise: there a function has a whole core, and in an
 * invocation of 512 MB about 0.3 of one. Elsewhere nothing is done. It never throws: without it the first invocation is slower
 * and nothing else, and it does then what could not be done now.
 */
export const inInit = async (task: (abortSignal: AbortSignal) => Promise<unknown>): Promise<void> => {
  if (!isOnLambda()) return;
  const limit = AbortSignal.timeout(LONGEST_MS);
  try {
    await task(limit);
  } catch (error) {
    log.warn('the function could not be warmed up; its first invocation will be slower', { error });
  }
};

/**
 * Makes a module wait to be loaded until `done`. Lambda loads a module by `await import()`, which waits for whatever exports a
 * `then`; top-level await would say the same, but only in ES modules, whose bundles start slower. Whoever does not wait finds
 * the handler as well.
 */
export const loadedWhen =
  <Exports extends object>(done: Promise<void>, exports: Exports) =>
  (resolve: (exports: Exports) => void): void => {
    void done.then(() => resolve(exports));
  };
