import { formatByZone } from './time-format.ts';

/*
 * Calendars and clocks by their zone. Wall times are counted as if they were UTC, and Intl says by how much a zone differs. Temporal
 * would do it, but Node 24 has none and a polyfill is 8 KB of every zip: the tests compare us with it in every zone.
 */

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const WEEK_DAYS = 7;
const THURSDAY = 4;
const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/** A date of a calendar on a wall, in no time zone: its midnight, in ms. */
export type Day = { readonly midnight: number };
/** What a clock on a wall shows, with the date, in no time zone: in ms. */
export type WallTime = { readonly wall: number };

/** Throws on what is in no calendar: V8 takes 30 February for 2 March. */
const parsed = (text: string): number => {
  const at = Date.parse(`${text}Z`);
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text))
    throw new RangeError(`no date or local time: ${text}`);
  return at;
};

/** The day of `2026-11-23`. */
export const dayOf = (text: string): Day => ({ midnight: parsed(`${text}T00:00`) });

/** What clocks show at `2026-11-23T08:00`. */
export const wallTimeOf = (text: string): WallTime => ({ wall: parsed(text) });

/** What clocks show at `08:00` of a day. */
export const onDay = (day: Day, clock: string): WallTime => wallTimeOf(`${textOfDay(day)}T${clock}`);

export const addDays = ({ midnight }: Day, days: number): Day => ({ midnight: midnight + days * DAY_MS });

export const daysBetween = (from: Day, to: Day): number => (to.midnight - from.midnight) / DAY_MS;

/** The day of the week: 0 is Sunday. */
export const weekdayOf = ({ midnight }: Day): number => new Date(midnight).getUTCDay();

/** `2026-11-23` of a day. */
export const textOfDay = ({ midnight }: Day): string => new Date(midnight).toISOString().slice(0, 10);

/** The ISO week in which a day is, and the year of which it is a week: those of its Thursday. */
export const isoWeekOf = (day: Day): { year: number; week: number } => {
  const thursday = addDays(day, THURSDAY - (weekdayOf(day) || WEEK_DAYS));
  const year = new Date(thursday.midnight).getUTCFullYear();
  const days = daysBetween({ midnight: Date.UTC(year, 0) }, thursday);
  return { year, week: Math.floor(days / WEEK_DAYS) + 1 };
};

const shown = formatByZone({
  calendar: 'iso8601',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

/** Offsets that were asked for, since rotations ask for the same instants again and again: those of one second are the same. */
const offsets = new Map<string, number>();
const MOST_OFFSETS = 2000;

/** How far local clocks are ahead of UTC at `at` (ms). */
export const offsetAt = (at: number, timeZone: string): number => {
  const second = Math.floor(at / 1000) * 1000;
  const key = `${second} ${timeZone}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  const offset = shownAt(second, timeZone) - second;
  offsets.set(key, offset);
  return offset;
};

/** What local clocks show, in ms: by the numbers that they show, whose text Intl may write as it likes. */
const shownAt = (second: number, timeZone: string): number => {
  const numbers = new Map(
    shown(timeZone)
      .formatToParts(second)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const [year = NaN, month = NaN, ...others] = PARTS.map((part) => numbers.get(part));
  const [day, hour, minute, shownSecond] = others;
  return Date.UTC(year, month - 1, day, hour, minute, shownSecond);
};

const wallAt = (at: number, timeZone: string): WallTime => ({ wall: at + offsetAt(at, timeZone) });

/** What local clocks show at `at` (ms), to the minute: `2026-11-23T08:00`. */
export const localTextAt = (at: number, timeZone: string): string =>
  new Date(wallAt(at, timeZone).wall).toISOString().slice(0, 16);

/** The local date at `at` (ms). */
export const dayAt = (at: number, timeZone: string): Day => {
  const { wall } = wallAt(at, timeZone);
  return { midnight: Math.floor(wall / DAY_MS) * DAY_MS };
};

/** So many days after `at` by the calendar, in ms: a day on which clocks change is a day. */
export const daysAfter = (at: number, days: number, timeZone: string): number => {
  if (days === 0) return at;
  const { wall } = wallAt(at, timeZone);
  const later = { wall: wall + days * DAY_MS };
  const [earliest] = instantsOf(later, timeZone);
  // Clocks that skip the time have gone on by as much as they skipped.
  return earliest ?? later.wall - offsetAt(later.wall - DAY_MS, timeZone);
};

/** When local clocks first show `wall`, in ms: the earlier of two, or the transition if they skip it. */
export const earliestInstant = (wall: WallTime, timeZone: string): number =>
  instantsOf(wall, timeZone)[0] ?? transitionOver(wall, timeZone);

/** When local clocks last show `wall`, in ms: the later of two, or the transition if they skip it. */
export const latestInstant = (wall: WallTime, timeZone: string): number =>
  instantsOf(wall, timeZone).at(-1) ?? transitionOver(wall, timeZone);

/** The instants at which local clocks show `wall`: two where they go back over it, none where they skip it. */
const instantsOf = ({ wall }: WallTime, timeZone: string): number[] => {
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((near) => offsetAt(near, timeZone));
  return [...new Set(offsets.map((offset) => wall - offset))]
    .filter((at) => at + offsetAt(at, timeZone) === wall)
    .sort((a, b) => a - b);
};

/** When local clocks go forward over `wall`: they are behind it before, and ahead of it after. */
const transitionOver = ({ wall }: WallTime, timeZone: string): number => {
  let [before, after] = [wall - DAY_MS, wall + DAY_MS];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + offsetAt(middle, timeZone) < wall) before = middle;
    else after = middle;
  }
  return after;
};
