import { daysIn } from '../../domain/incidents/month.ts';
import { dayName, monthName } from '../view/months.ts';
import type { DayCount } from './incident-statistics.ts';
import type { Period } from './period.ts';

type Bar = { label: string; critical: number; others: number };

const sumOf = (label: string, days: readonly DayCount[]): Bar => ({
  label,
  critical: days.reduce((sum, { critical }) => sum + critical, 0),
  others: days.reduce((sum, { others }) => sum + others, 0),
});

/** A bar for each day of one month, or for each of several months, the first first. */
export const barsOf = (months: Period, days: readonly DayCount[]): Bar[] => {
  const [only] = months;
  const within = (start: string) => days.filter(({ day }) => day.startsWith(start));
  if (months.length === 1 && only !== undefined)
    return Array.from({ length: daysIn(only) }, (_, index) => {
      const day = `${only}-${String(index + 1).padStart(2, '0')}`;
      return sumOf(dayName(day), within(day));
    });
  return months.toReversed().map((month) => sumOf(monthName(month), within(month)));
};
