import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import { holdTo } from '../processor-share.ts';
import { startRuntimeApi } from './runtime-api.ts';
import { AUTHORITY } from './services.ts';

/** A function as it is started: where its files are, which is its handler, and what it is given. */
export type Subject = {
  name: string;
  folder: string;
  handler: string;
  event: unknown;
  zipKb: number;
  stores: boolean;
};
export type Place = { node: string; client: string; environment: Record<string, string> };

const Used = z.object({ cpu: z.object({ user: z.int(), system: z.int() }), rss: z.int() });

/** Of processes that are held to a share of a core. */
export const GROUP = 'bench-cold';

const usedBy = (child: ChildProcess): Promise<{ cpuMs: number; rssMb: number }> =>
  new Promise((resolve) => {
    child.once('message', (message) => {
      const { cpu, rss } = Used.parse(message);
      resolve({ cpuMs: (cpu.user + cpu.system) / 1000, rssMb: rss / 1e6 });
    });
    child.send('how much');
  });

/** Starts a function as Lambda does, with Lambda's own runtime client, and waits until its init is over. */
export const startFunction = async (
  { folder, handler, event, name }: Subject,
  { node, client, environment }: Place,
) => {
  const api = await startRuntimeApi();
  const began = performance.now();
  const child = spawn(
    join(node, 'node'),
    ['--require', join(__dirname, 'preload.cjs'), join(client, 'index.mjs')],
    {
      cwd: folder,
      env: {
        ...environment,
        _HANDLER: handler,
        AWS_LAMBDA_RUNTIME_API: api.address,
        AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1: 'true',
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
        AWS_LAMBDA_LOG_GROUP_NAME: 'group',
        AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        LAMBDA_TASK_ROOT: folder,
        NODE_EXTRA_CA_CERTS: AUTHORITY,
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}\n${said}`))),
  );
  ended.catch(() => undefined); // it also ends when it is stopped
  const stop = (): void => {
    child.kill('SIGKILL');
    api.stop();
  };
  try {
    await Promise.race([api.idle(), ended]);
  } catch (error) {
    stop();
    throw error;
  }
  let asked = 0;
  return {
    initMs: performance.now() - began,
    /** Hands over its event; the answer, and after how many ms it came. */
    invoke: () => Promise.race([api.invoke(event, `request-${asked++}`), ended]),
    /** Until it waits for the next event. */
    idle: () => Promise.race([api.idle(), ended]),
    used: () => usedBy(child),
    /** Leaves it this share of a core from now on. */
    holdTo: (share: number): void => {
      if (child.pid !== undefined) holdTo(share, child.pid, GROUP);
    },
    said: () => said,
    stop,
  };
};
