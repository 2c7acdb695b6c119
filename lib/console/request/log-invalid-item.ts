import type { RunContext } from '../../use-cases/runtime/run-context.ts';

/** A page shows what it can read, and logs what it cannot. */
export const invalidItem =
  ({ log }: Pick<RunContext, 'log'>) =>
  (error: unknown): void =>
    log.error('a monitor could not be read', { error });
