import * as z from 'zod';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * MINUTE_MS;

/** How an integration fares: since when it fails and why, when it is tried again, and what people were told by email. */
export const Health = z.object({
  failingSince: z.iso.datetime().optional().catch(undefined),
  failure: z.string().optional().catch(undefined),
  failures: z.int().min(0).catch(0).default(0),
  notBefore: z.iso.datetime().optional().catch(undefined),
  mailed: z.enum(['failing', 'working']).optional().catch(undefined),
  mailedAt: z.iso.datetime().optional().catch(undefined),
});
export type Health = z.infer<typeof Health>;

/** When it is tried again after `failures` runs that failed: later each time, and never sooner than it asked for. */
export const nextTryAt = (failures: number, retryAfterMs: number | undefined, now: Date): Date =>
  new Date(
    now.getTime() +
      Math.max(Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures, 10), LONGEST_WAIT_MS), retryAfterMs ?? 0),
  );

/**
 * Which email is due about it: that it fails, once it has failed in two runs, at most once an hour, and again after a
 * day; that it works again, where people were told that it fails.
 */
export const mailDue = (health: Health, now: Date): 'failing' | 'working' | undefined => {
  const { failingSince, failures, mailed, mailedAt } = health;
  const sinceMailed =
    mailedAt === undefined ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(mailedAt);
  if (failingSince === undefined) return mailed === 'failing' ? 'working' : undefined;
  if (failures < 2) return undefined;
  return sinceMailed >= (mailed === 'failing' ? DAY_MS : HOUR_MS) ? 'failing' : undefined;
};
