import { fork } from 'node:child_process';
import { join } from 'node:path';
import { SeedResult } from './run-seed.ts';

/**
 * Plays seeds in parallel processes. `next` gives each its next seed, or nothing when there are no more; `played`
 * gets the outcome of each, in the order in which they end. Rejects if a process ends early.
 */
export const playIn = async (
  processes: number,
  next: () => number | undefined,
  played: (result: SeedResult) => void,
): Promise<void> => {
  await Promise.all(Array.from({ length: processes }, () => playInOne(next, played)));
};

const playInOne = (next: () => number | undefined, played: (result: SeedResult) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = fork(join(__dirname, 'worker.ts'), { serialization: 'advanced' });
    worker.once('error', reject);
    worker.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`)),
    );
    worker.on('message', (message) => {
      if (message !== 'ready') played(SeedResult.parse(message));
      const seed = next();
      if (seed === undefined) worker.disconnect();
      else worker.send(seed);
    });
  });
