import * as z from 'zod';
import type { Job } from './jobs.ts';
import { Instant } from './window.ts';

/** One entry of a listing: what it is, and when it was created and last changed at Flavours. `data` is for the intake. */
export const Change = z.object({
  id: z.union([z.string().min(1), z.int()]).transform(String),
  createdAt: Instant,
  updatedAt: Instant,
  data: z.unknown(),
});
export type Change = z.infer<typeof Change>;

/** Whether it was last changed before the outage, so that nothing of it was lost then. */
export const isOutside = ({ updatedAt }: Change, { from }: Pick<Job, 'from'>): boolean => updatedAt < from;

/**
 * Whether an entry is given to the intake, and whether the kitchen may have it. It never replaces something as new: what came
 * by webhook since is newer than the listing. Only what the merchant does not know at all, and what is young, is cooked.
 */
export const decide = (
  { createdAt, updatedAt }: Change,
  known: { updatedAt: string } | undefined,
  { now, cookWithinMs }: { now: Date; cookWithinMs: number },
): { cook: boolean } | 'already-had' =>
  known && Date.parse(known.updatedAt) >= Date.parse(updatedAt)
    ? 'already-had'
    : { cook: !known && now.getTime() - Date.parse(createdAt) <= cookWithinMs };
