import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../../../local/dynamodb/engine.ts';
import type { Engine } from '../../../local/dynamodb/engine-process.ts';

/** In memory, if there is such a file system: the disk is not under test. */
const IN_MEMORY = '/dev/shm';

/** An engine whose database begins empty and goes with it. Not `:memory:`, which would lack the index on the stream. */
export const startOwnEngine = async (): Promise<Engine> => {
  const dir = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'promise-'));
  const engine = await startEngine(join(dir, 'db'));
  const stop = async (): Promise<void> => {
    await engine.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return { ...engine, stop };
};
