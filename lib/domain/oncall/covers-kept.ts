import { type Cover, periodOfCover } from './cover.ts';

/**
 * All covers are one item of DynamoDB, which holds 400 KB. The longest cover, with each of its texts in three bytes a
 * character, takes 1.4 KB.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export const MOST_COVERS = 250;

const DAY_MS = 86_400_000;
/** As long as what was sent and done, in the timeline. */
export const COVERS_KEPT_DAYS = 400;
const KEPT_MS = COVERS_KEPT_DAYS * DAY_MS;

/** Whether its time is over, or it was ended. */
export const isPast = (cover: Cover, now: number): boolean =>
  cover.endedAt !== undefined || periodOfCover(cover).to <= now;

/**
 * The covers that stay: past ones for as long as the timeline, and of those only the latest where there are too many. One
 * that has not passed always stays.
 */
export const keptCovers = (covers: readonly Cover[], now: number): Cover[] => {
  const recent = covers.filter((cover) => !isPast(cover, now) || now - periodOfCover(cover).to < KEPT_MS);
  const dropped = new Set(
    recent
      .filter((cover) => isPast(cover, now))
      .toSorted((one, other) => periodOfCover(one).to - periodOfCover(other).to)
      .slice(0, Math.max(0, recent.length - MOST_COVERS)),
  );
  return recent.filter((cover) => !dropped.has(cover));
};

/** Whether one more can be agreed on: past covers make room. */
export const hasRoom = (covers: readonly Cover[], now: number): boolean =>
  covers.filter((cover) => !isPast(cover, now)).length < MOST_COVERS;
