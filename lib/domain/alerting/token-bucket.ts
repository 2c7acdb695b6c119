import * as z from 'zod';

/** The SMS limit: five at once, then one in three minutes, since SMS wake people. */
export const CAPACITY = 5;
export const REFILL_MS = 3 * 60_000;

/** Item `sms` of the table `control`. */
export const TokenBucket = z.object({ tokens: z.number().min(0), at: z.iso.datetime() });
export type TokenBucket = z.infer<typeof TokenBucket>;

/**
 * The bucket after taking one token at `now`; undefined if it has none. A clock that was set back refills nothing.
 */
export const takeToken = (before: TokenBucket | undefined, now: Date): TokenBucket | undefined => {
  const elapsedMs = before ? Math.max(0, now.getTime() - Date.parse(before.at)) : 0;
  const tokens = before ? Math.min(CAPACITY, before.tokens + elapsedMs / REFILL_MS) : CAPACITY;
  return tokens >= 1 ? { tokens: tokens - 1, at: now.toISOString() } : undefined;
};
