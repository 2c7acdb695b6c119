import * as z from 'zod';

/** A month of UTC, as lists are kept by: `2026-11`. */
export const Month = z.string().regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/, 'expected a month, such as 2026-11');
export type Month = z.infer<typeof Month>;

/** The earliest one that can be asked for. */
export const FIRST_MONTH: Month = '2000-01';

export const monthOf = (at: number): Month => new Date(at).toISOString().slice(0, 'YYYY-MM'.length);

/** The month so many months before another one. */
export const monthBefore = (month: Month, back: number): Month => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return monthOf(Date.UTC(year, number - 1 - back, 1));
};

/** Each month from the first to the last, the latest first. */
export const monthsBetween = (from: Month, to: Month): Month[] => {
  const months: Month[] = [];
  for (let month = to; month >= from; month = monthBefore(month, 1)) months.push(month);
  return months;
};

/** How many days a month has. */
export const daysIn = (month: Month): number => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
};
