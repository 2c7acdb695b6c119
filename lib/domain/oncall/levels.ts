import * as z from 'zod';
import { isEachOnce } from './contact.ts';
import { PersonKey } from './people.ts';
import { Rotation } from './rotation.ts';
import { Subscribers } from './subscriber.ts';

/** Who is alerted at a level: whoever has the turn, people who are always on duty, and fixed subscribers. */
const Level = z
  .strictObject({
    afterMinutes: z.int().min(1).max(1440).optional(),
    rotation: Rotation.optional(),
    people: z
      .array(PersonKey)
      .min(1)
      .max(20)
      .refine((people) => new Set(people).size === people.length, { error: 'expected each person once' })
      .optional(),
    subscribers: Subscribers.optional(),
  })
  .refine(({ rotation, people, subscribers }) => rotation ?? people ?? subscribers, {
    error: 'expected somebody: rotation, people or subscribers',
  });
export type Level = z.infer<typeof Level>;

/** Who is alerted when: the first level at once, each of the others if nobody acknowledges in the given time. */
export const Levels = z
  .array(Level)
  .min(1)
  .max(5)
  .check(({ value, issues }) => {
    value.forEach(({ afterMinutes }, index) => {
      const before = value[index - 1]?.afterMinutes ?? 0;
      const message =
        index === 0
          ? afterMinutes !== undefined && 'expected none: the first level is alerted at once'
          : afterMinutes === undefined
            ? 'expected afterMinutes: how many minutes after the first alert'
            : afterMinutes <= before && `expected more than the ${before} of the level before`;
      if (message) issues.push({ code: 'custom', message, input: value, path: [index, 'afterMinutes'] });
    });
    const fixed = value.map(({ subscribers = [] }) => subscribers);
    if (fixed.every(isEachOnce) && !isEachOnce(fixed.flat()))
      issues.push({
        code: 'custom',
        message: 'expected each address in one level only: lower levels get what higher levels get too',
        input: value,
        path: [],
      });
  });
