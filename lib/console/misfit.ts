import type { Work } from '../flow/work.ts';

/** A page shows what it can read; what it cannot is said in the log. */
export const misfit =
  ({ log }: Pick<Work, 'log'>) =>
  (error: unknown): void =>
    log.error('a watched endpoint could not be read', { error });
