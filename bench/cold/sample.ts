import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import { canHold, holdTo } from '../processor-share.ts';
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

/** One cold start, and what follows. Times in ms; processor time without what Node itself takes is cpu − that of the floor. */
export type Sample = {
  initMs: number;
  firstMs: number;
  initCpuMs: number;
  coldCpuMs: number;
  warmMs: number[];
  rssMb: number;
  ids: number;
};

const Used = z.object({ cpu: z.object({ user: z.int(), system: z.int() }), rss: z.int() });
const Answer = z
  .object({ statusCode: z.int() })
  .nullable()
  .or(z.object({ batchItemFailures: z.array(z.unknown()) }));

const usedBy = (child: ChildProcess): Promise<{ cpuMs: number; rssMb: number }> =>
  new Promise((resolve) => {
    child.once('message', (message) => {
      const { cpu, rss } = Used.parse(message);
      resolve({ cpuMs: (cpu.user + cpu.system) / 1000, rssMb: rss / 1e6 });
    });
    child.send('how much');
  });

const GROUP = 'bench-cold';

export const canHoldOne = (): boolean => canHold(GROUP);

/** Starts a function as Lambda does, gives it one event, and then `warm` more. `share` of a core is left to it after init. */
export const takeSample = async (
  { folder, handler, event, name }: Subject,
  { node, client, environment }: Place,
  warm: number,
  share?: number,
): Promise<Omit<Sample, 'ids'>> => {
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
  try {
    const ended = new Promise<never>((_, reject) =>
      child.once('exit', (code) => reject(new Error(`${name} ended with ${code}\n${said}`))),
    );
    ended.catch(() => undefined);
    await Promise.race([api.idle(), ended]);
    const initMs = performance.now() - began;
    const init = await usedBy(child);
    if (share !== undefined && child.pid !== undefined) holdTo(share, child.pid, GROUP);
    const first = await Promise.race([api.invoke(event, 'first'), ended]);
    const answer = Answer.parse(JSON.parse(first.body));
    if (answer && 'statusCode' in answer && answer.statusCode >= 400)
      throw new Error(`${name}: ${first.body}\n${said}`);
    await api.idle();
    const cold = await usedBy(child);
    const warmMs: number[] = [];
    for (let index = 0; index < warm; index++) warmMs.push((await api.invoke(event, `warm-${index}`)).ms);
    const { rssMb } = await usedBy(child);
    return { initMs, firstMs: first.ms, initCpuMs: init.cpuMs, coldCpuMs: cold.cpuMs, warmMs, rssMb };
  } finally {
    child.kill('SIGKILL');
    api.stop();
  }
};
