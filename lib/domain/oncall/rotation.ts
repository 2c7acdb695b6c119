import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { PersonKey } from './people.ts';
import { LocalDay, nameOfDay, TimeOfDay, Weekday } from './time-of-day.ts';
import { dayAt, earliestInstant } from './time-zone.ts';

/** People who take turns, each for a day or a week, from a local day and time on. */
export const Rotation = z
  .strictObject({
    people: z.array(PersonKey).min(1).max(50),
    every: z.enum(['day', 'week']),
    on: Weekday.optional(),
    at: TimeOfDay,
    from: LocalDay,
  })
  .check(({ value: { every, on, from }, issues, value }) => {
    const wrong = (message: string, ...path: string[]): void => {
      issues.push({ code: 'custom', message, input: value, path });
    };
    if (every === 'day' && on) wrong('expected none: with every day each day begins a turn', 'on');
    if (every === 'week' && !on)
      wrong('expected the day of the week on which turns begin, such as sunday', 'on');
    const day = nameOfDay(from);
    if (every === 'week' && on && day !== on)
      wrong(`expected a ${on}, on which turns begin: ${from} is a ${day}`, 'from');
  });
export type Rotation = z.infer<typeof Rotation>;

/** Whose turn it is; `from` and `to` in ms, `to` is not part of it. */
export type Turn = { person: PersonKey; from: number; to: number };

const DAY_LENGTHS = { day: 1, week: 7 } as const;

/**
 * The turn at `at` (ms), by the clocks of `timeZone`. A turn that would begin in an hour that the clocks skip begins when they
 * have; in one that they repeat, the first time. Before `from` the same order holds backwards, so that somebody always has
 * the turn.
 */
export const turnAt = (rotation: Rotation, timeZone: string, at: number): Turn => {
  const last = lastTurns.get(rotation);
  if (last?.timeZone === timeZone && last.turn.from <= at && at < last.turn.to) return last.turn;
  const turn = findTurn(rotation, timeZone, at);
  lastTurns.set(rotation, { timeZone, turn });
  return turn;
};

const lastTurns = new WeakMap<Rotation, { timeZone: string; turn: Turn }>(); // a storm asks thousands of times

const findTurn = ({ people, every, at: clock, from }: Rotation, timeZone: string, at: number): Turn => {
  const days = DAY_LENGTHS[every];
  const first = Temporal.PlainDate.from(from);
  const beginning = (index: number): number =>
    earliestInstant(first.add({ days: index * days }).toPlainDateTime(clock), timeZone);
  let index = Math.floor(first.until(dayAt(at, timeZone)).days / days);
  while (beginning(index) > at) index -= 1;
  while (beginning(index + 1) <= at) index += 1;
  const place = ((index % people.length) + people.length) % people.length;
  return { person: people[place] ?? '', from: beginning(index), to: beginning(index + 1) };
};
