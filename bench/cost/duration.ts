import * as z from 'zod';

/** How long an invocation took here, with a whole core, and how much processor time it used. */
export const Duration = z.object({ cpuMs: z.number().nonnegative(), wallMs: z.number().positive() });
export type Duration = z.infer<typeof Duration>;

/** What the functions have, as in serverless.yml. */
export const MEMORY_MB = { receive: 512, dispatch: 512, sweep: 512, check: 1024 } as const;

/** A whole core comes with so much memory: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html. */
const CORE_MB = 1769;

/**
 * How many seconds Lambda would bill: the processor time takes longer by the share of a core that comes with the memory, the
 * waits do not. What overlaps here is counted twice, so it is the most and not the least.
 */
export const billedSeconds = ({ cpuMs, wallMs }: Duration, memoryMb: number): number => {
  const share = Math.min(1, memoryMb / CORE_MB);
  return (cpuMs / share + Math.max(0, wallMs - cpuMs)) / 1000;
};
