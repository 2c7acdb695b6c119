import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import * as z from 'zod';

/** V8's part of the function's 512 MB; the rest is Node's own and socket buffers. */
export const HEAP_MB = 400;
export const TIMEOUT_MS = 50_000;

const Answer = z.object({
  result: z.object({
    startedAt: z.number(),
    tookMs: z.number(),
    peakHeap: z.number(),
    peakRss: z.number(),
  }),
});
export type Invocation = z.infer<typeof Answer>['result'];

/** The sweep, bundled as deployed, in a process with the function's memory. It dies as the function would. */
export const startSweeps = async (folder: string) => {
  const file = join(folder, 'sweeps.cjs');
  await build({
    entryPoints: [join(__dirname, 'sweeps.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`the sweep's process ended: ${code ?? signal}`)));
  });
  ended.catch(() => undefined); // reported by whoever waits for
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Invocation> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error("the sweep's process says nothing more");
      const answer = Answer.safeParse(JSON.parse(value));
      if (answer.success) return answer.data.result;
    }
  };
  return {
    run: (): Promise<Invocation> => {
      child.stdin.write(`${TIMEOUT_MS}\n`);
      return Promise.race([next(), ended]);
    },
    stop: (): void => {
      child.stdin.end();
    },
  };
};
