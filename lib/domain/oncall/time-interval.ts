import * as z from 'zod';
import { instantOf, wallAt } from './time-zone.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const QUARTER_MS = 15 * MINUTE_MS;
const DAYS_BACK = 2;
const WEEK_BACK = 8;

export const Clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, {
  error: 'expected a time of day, such as 22:30',
  abort: true, // so that a union knows which of its members was meant
});

/** 31 February is read as the third of March. */
const isRealDay = (text: string): boolean => {
  const at = Date.parse(`${text}Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

export const LocalTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d$/, {
    error: 'expected a local time, such as 2026-12-01T02:00',
    abort: true,
  })
  .refine(isRealDay, { error: 'expected a day that exists' });

export const Weekday = z.enum(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']);
export type Weekday = z.infer<typeof Weekday>;

/** From when until when by the clocks of a time zone: once (local times), or each day or some days of the week (times of day). */
export type Rule = { from: string; to: string; every?: 'day' | Weekday | readonly Weekday[] | undefined };

/** Some time, in ms; `to` is not in it any more. */
export type Span = { from: number; to: number };

const minutesOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
};

const onceOf = ({ from, to }: Rule, timeZone: string): Span => ({
  from: instantOf(Date.parse(`${from}Z`), timeZone),
  to: instantOf(Date.parse(`${to}Z`), timeZone),
});

const recurringOf = ({ from, to, every = 'day' }: Rule, timeZone: string, now: number): Span[] => {
  const days = every === 'day' ? Weekday.options : typeof every === 'string' ? [every] : every;
  const begin = minutesOf(from);
  const length = (minutesOf(to) - begin + 24 * 60) % (24 * 60); // past midnight
  const today = Math.floor(wallAt(now, timeZone) / DAY_MS);
  return Array.from({ length: (every === 'day' ? DAYS_BACK : WEEK_BACK) + 1 }, (_, back) => today - back)
    .filter((day) => days.some((name) => Weekday.options.indexOf(name) === (day + 4) % 7)) // 1970 began on a Thursday
    .map((day) => day * DAY_MS + begin * MINUTE_MS)
    .map((wall) => ({
      from: instantOf(wall, timeZone),
      to: instantOf(wall + length * MINUTE_MS, timeZone),
    }));
};

type Known = { timeZone: string; quarter: number; spans: Span[] };
const known = new WeakMap<Rule, Known>(); // a storm asks for the same ones a thousand times

/** The spans of a rule that may still matter at `now`: those of the last days, and the one that runs. */
export const spansOf = (rule: Rule, timeZone: string, now: number): Span[] => {
  const quarter = Math.floor(now / QUARTER_MS); // no day begins within one, in whatever time zone
  const before = known.get(rule);
  if (before?.quarter === quarter && before.timeZone === timeZone) return before.spans;
  const spans = rule.from.includes('T') ? [onceOf(rule, timeZone)] : recurringOf(rule, timeZone, now);
  known.set(rule, { timeZone, quarter, spans });
  return spans;
};

export const isIn = (spans: readonly Span[], at: number): boolean =>
  spans.some(({ from, to }) => from <= at && at < to);

/** When the last of `spans` ended; nothing if none has. */
export const lastEnd = (spans: readonly Span[], now: number): number | undefined => {
  const ends = spans.map(({ to }) => to).filter((to) => to <= now);
  return ends.length > 0 ? Math.max(...ends) : undefined;
};
