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

/**
 * Whether nothing of it can have been lost in the outage: it was last changed before that, or created only after its proven end.
 * What existed in the outage and has changed since may have been lost in it: a listing shows no more than the last state.
 */
export const isOutside = (
  { createdAt, updatedAt }: Change,
  { from, to, isEndProven }: Pick<Job, 'from' | 'to' | 'isEndProven'>,
): boolean => updatedAt < from || (isEndProven && createdAt > to);

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
