import * as z from 'zod';

/** A time of day at which a window begins. */
export const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, {
  error: 'expected a time of day, such as 22:30',
  abort: true, // so that a union knows which of its members was meant
});

/** A time of day at which a window ends: 24:00 is the end of the day. */
export const ClockEnd = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, {
  error: 'expected a time of day, such as 22:30',
  abort: true,
});

export const Weekday = z.enum(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']);
export type Weekday = z.infer<typeof Weekday>;

/** The days on which a window begins. */
export const Every = z.union([z.literal('day'), Weekday, z.array(Weekday).min(1)], {
  error: 'expected day, or days of the week, such as friday',
});
export type Every = z.infer<typeof Every>;

const DAYS = Weekday.options.join('|');
const timeOfWeek = (clock: string) =>
  z.string().regex(new RegExp(`^(?:${DAYS}) (?:${clock})$`), {
    error: 'expected a day of the week and a time of day, such as friday 18:00',
    abort: true,
  });

/** A time of the week at which a window begins: `friday 18:00`. */
export const WeekTime = timeOfWeek('(?:[01]\\d|2[0-3]):[0-5]\\d');
/** A time of the week at which a window ends: `sunday 06:00`, or `sunday 24:00`. */
export const WeekTimeEnd = timeOfWeek('(?:[01]\\d|2[0-3]):[0-5]\\d|24:00');

/** Date.parse reads 31 February as the third of March. */
const isRealDay = (text: string): boolean => {
  const at = Date.parse(`${text}Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

/** A local date and time, in the team's time zone. */
export const LocalTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d$/, {
    error: 'expected a local time, such as 2026-12-01T02:00',
    abort: true,
  })
  .refine(isRealDay, { error: 'expected a day that exists' });

/** The names of the days on which a recurring window begins. */
export const daysOf = (every: Every | readonly Weekday[] = 'day'): readonly Weekday[] =>
  every === 'day' ? Weekday.options : typeof every === 'string' ? [every] : every;

/** Whether a window lasts a whole day: if it ends when it begins, it ends a day later. */
export const isWholeDay = ({ from, to }: { from: string; to: string }): boolean =>
  from === to || (from === '00:00' && to === '24:00');

/** Whether recurring windows follow each other without a gap, so that alerts would be held back for ever. */
export const isEndless = (window: { from: string; to: string; every?: Every | undefined }): boolean =>
  isWholeDay(window) && new Set(daysOf(window.every)).size === Weekday.options.length;

/** A local day, in the team's time zone. */
export const LocalDay = z
  .string({ error: 'expected a day, such as 2026-12-01' })
  .regex(/^\d{4}-\d\d-\d\d$/, { error: 'expected a day, such as 2026-12-01', abort: true })
  .refine((text) => isRealDay(`${text}T00:00`), { error: 'expected a day that exists' });

/** The day of the week of a local day. */
export const nameOfDay = (day: string): Weekday =>
  Weekday.options[new Date(`${day}T00:00Z`).getUTCDay()] ?? 'sunday';
