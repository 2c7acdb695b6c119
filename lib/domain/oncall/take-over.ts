import * as z from 'zod';
import type { Team } from './duty.ts';
import { turnAt } from './rotation.ts';
import { addDays, dayAt, earliestInstant, onDay } from './time-zone.ts';

/** Until when somebody takes over, as one tap says it. */
export const TakeOverUntil = z.enum(['2h', 'morning', 'turn']);
export type TakeOverUntil = z.infer<typeof TakeOverUntil>;

/** When whoever was woken at night is relieved. */
export const MORNING = '09:00';
const TWO_HOURS_MS = 2 * 60 * 60_000;

/** The levels at which people take turns, and which can be taken over. */
export const levelsWithTurns = ({ duties }: Pick<Team, 'duties'>): number[] =>
  duties.flatMap(({ rotation }, index) => (rotation ? [index + 1] : []));

/** When a take-over of `level` that begins at `now` ends, in ms; undefined where the level has no turns. */
export const takeOverEnd = (
  { duties, timeZone }: Team,
  level: number,
  until: TakeOverUntil,
  now: number,
): number | undefined => {
  const rotation = duties[level - 1]?.rotation;
  if (!rotation) return undefined;
  switch (until) {
    case '2h':
      return now + TWO_HOURS_MS;
    case 'turn':
      return turnAt(rotation, timeZone, now).to;
    case 'morning':
      return nextMorning(timeZone, now);
    default:
      return until satisfies never;
  }
};

const nextMorning = (timeZone: string, now: number): number => {
  const today = dayAt(now, timeZone);
  const on = (days: number): number => earliestInstant(onDay(addDays(today, days), MORNING), timeZone);
  return on(0) > now ? on(0) : on(1);
};
