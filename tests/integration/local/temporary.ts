import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const temporaryDir = (): string => mkdtempSync(join(tmpdir(), 'local-stack-'));

/** Waits until `look` answers with something; fails with `what` after the limit. */
export const eventually = async <T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  limitMs = 4000,
): Promise<T> => {
  for (const startedAt = Date.now(); ; await sleep(5)) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() - startedAt > limitMs) throw new Error(`not within ${limitMs} ms: ${what}`);
  }
};
