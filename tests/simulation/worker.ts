import * as z from 'zod';
import { runSeed } from './run-seed.ts';
import { buildFunctions } from './world/build.ts';
import { containersOf } from './world/container.ts';
import { startOwnEngine } from './world/own-engine.ts';

/*
 * Plays the seeds that it is sent, one after the other, on an engine of its own, and sends the outcome of each. The
 * first message says that it is ready; it ends when it is disconnected.
 */
const main = async (): Promise<void> => {
  const engine = await startOwnEngine();
  const containers = containersOf(await buildFunctions());
  process.on('message', async (message) => {
    const result = await runSeed(engine.endpoint, containers, z.int().parse(message));
    process.send?.(result);
  });
  process.once('disconnect', () => void engine.stop());
  process.send?.('ready');
};

void main(); // an error here ends the process, and whoever started it sees that
