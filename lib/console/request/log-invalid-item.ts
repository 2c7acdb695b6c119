import type { Work } from '../../use-cases/runtime/run-context.ts';

/** A page shows what it can read; what it cannot is said in the log. */
export const misfit =
  ({ log }: Pick<Work, 'log'>) =>
  (error: unknown): void =>
    log.error('a watched endpoint could not be read', { error });
