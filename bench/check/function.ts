import { readdirSync } from 'node:fs';
import * as z from 'zod';

/*
 * The function `check` in a process of its own, so that its memory, its processor time and its file descriptors are its own.
 * Each message is a minute's event; the answer says what it took.
 */
const TIMEOUT_MS = 60_000;
const SAMPLED_EACH_MS = 100;

const Handler = z.object({ handler: z.custom<(event: unknown, context: unknown) => Promise<void>>() });

export const Took = z.object({
  ms: z.number(),
  cpuMs: z.number(),
  peakMb: z.number(),
  mostFiles: z.int(),
  error: z.string().optional(),
});
export type Took = z.infer<typeof Took>;

const filesOpen = (): number => readdirSync('/proc/self/fd').length;

const invoke = async (): Promise<Took> => {
  const { handler } = Handler.parse(await import('../../handlers/check.ts'));
  const began = performance.now();
  const before = process.cpuUsage();
  let mostFiles = 0;
  const sampler = setInterval(() => {
    mostFiles = Math.max(mostFiles, filesOpen());
  }, SAMPLED_EACH_MS);
  let error: string | undefined;
  try {
    await handler({}, { getRemainingTimeInMillis: () => TIMEOUT_MS - (performance.now() - began) });
  } catch (thrown) {
    error = String(thrown);
  } finally {
    clearInterval(sampler);
  }
  const { user, system } = process.cpuUsage(before);
  return {
    ms: performance.now() - began,
    cpuMs: (user + system) / 1000,
    peakMb: (process.resourceUsage().maxRSS * 1024) / 1e6,
    mostFiles,
    ...(error !== undefined && { error }),
  };
};

process.on('message', async () => process.send?.(await invoke()));
process.send?.('ready');
