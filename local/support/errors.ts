/** Something that the person at the terminal can fix; its message has one clear line per problem. */
export class StartError extends Error {
  override name = 'StartError' as const;
}

/** What went wrong, for a log line. */
export const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** What went wrong, within a sentence. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
