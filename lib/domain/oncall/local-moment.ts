import { earliestInstant, latestInstant, localTextAt, wallTimeOf } from './time-zone.ts';

/**
 * When a period begins that somebody gave by local clocks, in ms. In an hour that clocks skip it begins when they have. In one
 * that they show twice it begins the first time, or the second if the first has passed.
 */
export const localBeginning = (wall: string, timeZone: string, now: number): number => {
  const [first, second] = bothOf(wall, timeZone);
  return first < now ? second : first;
};

/** When a period ends that was given so, in ms: in an hour that clocks show twice, the second time, so that nothing is cut off. */
export const localEnd = (wall: string, timeZone: string): number => bothOf(wall, timeZone)[1];

const bothOf = (wall: string, timeZone: string): [number, number] => {
  const time = wallTimeOf(wall);
  return [earliestInstant(time, timeZone), latestInstant(time, timeZone)];
};

/** A time as a field for local times has it: "2026-12-01T09:00". */
export const localField = (at: number, timeZone: string): string => localTextAt(at, timeZone);
