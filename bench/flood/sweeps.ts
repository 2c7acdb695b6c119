import { createInterface } from 'node:readline';
import { getHeapStatistics } from 'node:v8';
import { handler } from '../../handlers/sweep.ts';

/*
 * The sweep's function in a process of its own, with the function's memory: it runs once for each line that it reads,
 * with the time that Lambda would give it, and answers with a line of figures.
 */
const run = async (timeoutMs: number): Promise<void> => {
  const startedAt = Date.now();
  const endsAt = startedAt + timeoutMs;
  let peakHeap = 0;
  const timer = setInterval(() => {
    peakHeap = Math.max(peakHeap, getHeapStatistics().used_heap_size);
  }, 100);
  await handler({}, { getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()) });
  clearInterval(timer);
  const result = {
    startedAt,
    tookMs: Date.now() - startedAt,
    peakHeap,
    peakRss: process.resourceUsage().maxRSS * 1024,
  };
  process.stdout.write(`${JSON.stringify({ result })}\n`);
};

const main = async (): Promise<void> => {
  for await (const line of createInterface({ input: process.stdin })) await run(Number(line));
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
