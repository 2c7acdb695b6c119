import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Durations } from './measured.ts';

/** How long invocations of the real handlers take, measured in a process of their own; their log is read by nobody. `batch` is that of a storm. */
export const measureDurations = async (batch: number, endpoints: number): Promise<Durations> => {
  const child = fork(join(__dirname, 'durations-process.ts'), [String(batch), String(endpoints)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [first] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the handlers' process ended with ${code}`);
    }),
  ]);
  return Durations.parse(first);
};
