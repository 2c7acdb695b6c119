import * as z from 'zod';
import { TimeOfDay } from './time-of-day.ts';

/** When the daily self-test is run, by the clocks of the team's zone, or that it is not. */
export const SelfTestTime = z.union([z.literal('off'), TimeOfDay], {
  error: 'expected a time of day, such as 10:15, or off',
});
export type SelfTestTime = z.infer<typeof SelfTestTime>;

/** While people are at work, so that somebody is there to read what its alarm says. */
export const DEFAULT_SELF_TEST_TIME = '10:15';
