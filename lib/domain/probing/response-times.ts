import { type Day, responseMsOf } from './daily-stats.ts';

const DAY_MS = 24 * 60 * 60_000;

/** How long answers took on average on a day; `at` is its middle. */
export type ResponseTime = { day: string; at: number; ms: number };

/** The days on which something answered, the first first, in runs of days that follow each other. */
export const responseRuns = (days: readonly Day[]): ResponseTime[][] => {
  const times = days
    .flatMap((day) => {
      const ms = responseMsOf(day);
      return ms === undefined ? [] : [{ day: day.day, at: Date.parse(day.day) + DAY_MS / 2, ms }];
    })
    .toSorted((a, b) => a.at - b.at);
  const runs: ResponseTime[][] = [];
  for (const time of times) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && time.at - before.at <= DAY_MS) run.push(time);
    else runs.push([time]);
  }
  return runs;
};
