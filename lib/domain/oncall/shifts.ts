import type { Cover } from './cover.ts';
import { coversOf, coversOfTurn, type OnDuty, onDutyAt, type Team } from './duty.ts';
import { handoversBetween } from './duty-changes.ts';
import { turnAt } from './rotation.ts';

/** For how long the same people are on duty at a level, in ms; `to` is not part of it. `covers` are those by which they are. */
export type Shift = { from: number; to: number; people: OnDuty[]; covers: Cover[] };

/**
 * Who is on duty at a level from `from` to `to` (ms), without a gap. Neighbours with the same people are one shift; the first and
 * the last are cut off where they go on beyond.
 */
export const shiftsBetween = (team: Team, level: number, from: number, to: number): Shift[] => {
  const shifts: Shift[] = [];
  if (from >= to) return shifts;
  const starts = [from, ...handoversBetween(team, level, from, to)];
  starts.forEach((start, index) => {
    const next: Shift = {
      from: start,
      to: starts[index + 1] ?? to,
      people: onDutyAt(team, level, start),
      covers: coversBehind(team, level, start),
    };
    const last = shifts.at(-1);
    if (last && isSame(last, next)) last.to = next.to;
    else shifts.push(next);
  });
  return shifts;
};

const isSame = (one: Shift, other: Shift): boolean =>
  one.people.length === other.people.length &&
  one.people.every(({ person, instead, isTurn }, index) => {
    const same = other.people[index];
    return same?.person === person && same.instead === instead && same.isTurn === isTurn;
  }) &&
  one.covers.map(({ id }) => id).join() === other.covers.map(({ id }) => id).join();

/** The covers by which somebody else than usual is on duty at a level: of the level, and of people in their order. */
const coversBehind = (team: Team, level: number, at: number): Cover[] => {
  const { rotation, people = [] } = team.duties[level - 1] ?? {};
  const turn = rotation ? coversOfTurn(team, level, turnAt(rotation, team.timeZone, at).person, at) : [];
  return [...new Set([...turn, ...people.flatMap((person) => coversOf(team, person, at))])];
};
