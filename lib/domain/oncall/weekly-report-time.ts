import * as z from 'zod';
import { WeekTime } from './time-of-day.ts';

/** When the email about the last week is sent, by the clocks of the team's zone, or that none is. */
export const WeeklyReportTime = z.union([z.literal('off'), WeekTime], {
  error: 'expected a day of the week and a time of day, such as sunday 09:00, or off',
});
