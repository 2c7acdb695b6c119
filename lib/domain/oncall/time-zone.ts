import { formatByZone } from './time-format.ts';

const formatOf = formatByZone({
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

/** What clocks on the wall show at `at`, as if it were UTC; both in ms. */
export const wallAt = (at: number, timeZone: string): number => {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

/** When clocks on the wall show `wall`; where they skip it, the time by which they would have; where twice, one of both. */
export const instantOf = (wall: number, timeZone: string): number => {
  const offsetAt = (at: number): number => wallAt(at, timeZone) - Math.floor(at / 1000) * 1000;
  return wall - offsetAt(wall - offsetAt(wall));
};
