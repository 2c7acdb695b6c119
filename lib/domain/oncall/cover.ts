import * as z from 'zod';
import { PersonKey } from './people.ts';

/** For whom somebody stands in: a person, wherever they are on duty, or whoever has the turn at a level. */
export const Covered = z.union([z.object({ person: PersonKey }), z.object({ level: z.int().min(1).max(5) })]);
export type Covered = z.infer<typeof Covered>;

/** Somebody stands in for a while, by decision of a person; `to` is not part of it. */
export const Cover = z.object({
  id: z.string().min(1),
  covered: Covered,
  by: PersonKey,
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  reason: z.string(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
  endedBy: z.string().optional(),
});
export type Cover = z.infer<typeof Cover>;

/** The period for which it holds, in ms: one that was ended early ended then, one ended before it began never holds. */
export const periodOfCover = ({ from, to, endedAt }: Cover): { from: number; to: number } => {
  const end = Math.min(
    Date.parse(to),
    endedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(endedAt),
  );
  return { from: Date.parse(from), to: end };
};

/** Whether it holds at `at` (ms). */
export const holdsAt = (cover: Cover, at: number): boolean => {
  const { from, to } = periodOfCover(cover);
  return from <= at && at < to;
};
