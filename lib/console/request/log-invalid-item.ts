import type { Work } from '../../use-cases/runtime/run-context.ts';

/** A page shows what it can read, and logs what it cannot. */
export const misfit =
  ({ log }: Pick<Work, 'log'>) =>
  (error: unknown): void =>
    log.error('a monitor could not be read', { error });
