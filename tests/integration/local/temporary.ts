import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from '../../temporary.ts';

export const temporaryDir = (): string => temporaryFolder('local-stack');

/** What is waited for comes, however slow the machine is; only a hang lasts as long. */
const HANG_MS = 240_000;

/** Waits until `result` answers with something; fails with `what` where it never does. */
export const eventually = async <T>(
  what: string,
  result: () => T | undefined | Promise<T | undefined>,
): Promise<T> => {
  for (const startedAt = Date.now(); ; await sleep(5)) {
    const found = await result();
    if (found !== undefined) return found;
    if (Date.now() - startedAt > HANG_MS) throw new Error(`it never came: ${what}`);
  }
};
