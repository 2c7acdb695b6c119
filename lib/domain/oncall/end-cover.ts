import { type Cover, periodOfCover } from './cover.ts';
import { isPast, keptCovers } from './covers-kept.ts';

/** What comes of ending a cover: it ends now, or never begins; or it was over before; or there is none. */
export type EndOutcome =
  | { kind: 'ended' | 'cancelled'; cover: Cover; covers: Cover[] }
  | { kind: 'already'; cover: Cover }
  | { kind: 'unknown' };

/** Ends the cover `id` at `now` (ms), by decision of `endedBy`. */
export const endCover = (
  covers: readonly Cover[],
  { id, endedBy, now }: { id: string; endedBy: string; now: number },
): EndOutcome => {
  const cover = covers.find((one) => one.id === id);
  if (!cover) return { kind: 'unknown' };
  if (isPast(cover, now)) return { kind: 'already', cover };
  const ended = { ...cover, endedAt: new Date(now).toISOString(), endedBy };
  return {
    kind: now < periodOfCover(cover).from ? 'cancelled' : 'ended',
    cover: ended,
    covers: keptCovers(
      covers.map((one) => (one === cover ? ended : one)),
      now,
    ),
  };
};
