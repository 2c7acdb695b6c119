import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { callDynamodb } from '../../local/dynamodb/api.ts';

const READY_LIMIT_MS = 60_000;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = z.object({ port: z.int() }).parse(server.address());
      server.close(() => resolve(port));
    });
  });

/** Starts DynamoDB Local out of the jars in `jars`, empty and in memory, on a free port of 127.0.0.1. */
export const startDynamodbLocal = async (
  jars: string,
): Promise<{ endpoint: string; stop(): Promise<void> }> => {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(
    'java',
    [
      `-Djava.library.path=${jars}`,
      '-XX:TieredStopAtLevel=1', // it lives for a minute: starting soon is worth more than running fast
      '-cp',
      join(jars, '*'),
      join(__dirname, 'Loopback.java'),
      ...['-inMemory', '-port', String(port), '-disableTelemetry'],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL'); // it holds nothing that is worth an orderly end
    await once(child, 'exit');
  };
  try {
    await answering(endpoint, child);
    return { endpoint, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const answering = async (endpoint: string, child: ChildProcess): Promise<void> => {
  for (const startedAt = Date.now(); ; await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`DynamoDB Local ended at once, with ${child.exitCode}`);
    try {
      await callDynamodb(endpoint, 'DynamoDB_20120810.ListTables', {}, z.unknown());
      return;
    } catch (error) {
      if (Date.now() - startedAt > READY_LIMIT_MS) {
        throw new Error(`DynamoDB Local does not answer at ${endpoint}`, { cause: error });
      }
    }
  }
};
