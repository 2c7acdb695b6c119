import type { Month } from '../../domain/incidents/month.ts';

const NAMES = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** "November 2026" */
export const monthName = (month: Month): string => {
  const [year, number] = month.split('-');
  return `${NAMES[Number(number) - 1]} ${year}`;
};

/** "14 Nov" of a day such as 2026-11-14 */
export const dayName = (day: string): string => {
  const [, month, number] = day.split('-');
  return `${Number(number)} ${NAMES[Number(month) - 1]?.slice(0, 3)}`;
};
