/** Something the person at the terminal can put right; its message is one clear line for each thing wrong. */
export class StartError extends Error {
  override name = 'StartError' as const;
}

/** What went wrong, for a log line. */
export const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
