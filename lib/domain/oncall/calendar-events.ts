import type { Cover } from './cover.ts';
import { LONGEST_DAYS } from './cover-problem.ts';
import type { OnDuty, Team } from './duty.ts';
import type { PersonKey } from './people.ts';
import { turnAt } from './rotation.ts';
import { type Shift, shiftsBetween } from './shifts.ts';

/**
 * A time for which somebody is on duty, as a calendar has it: a turn or a part of one, or a cover of somebody who is always on
 * duty. Who is always on duty anyway needs no entry. In ms; never cut off, so that its name stays as time goes by.
 */
export type DutyEvent = OnDuty & { level: number; from: number; to: number; covers: Cover[] };

/** A day more than the longest cover, as clocks may change within it. */
const COVER_MS = (LONGEST_DAYS + 1) * 86_400_000;

/** Everybody's, or those of `person`, that are at least in part between `from` and `to` (ms); in order of their beginnings. */
export const dutyEvents = (
  team: Team,
  { person, from, to }: { person?: PersonKey | undefined; from: number; to: number },
): DutyEvent[] =>
  team.duties
    .flatMap((_, index) => [
      ...turnEvents(team, index + 1, from, to),
      ...standInEvents(team, index + 1, from, to),
    ])
    .filter((event) => person === undefined || event.person === person)
    .toSorted((one, other) => one.from - other.from || one.level - other.level);

/** Each turn is an entry of its own, also where nobody else follows. */
const turnEvents = (team: Team, level: number, from: number, to: number): DutyEvent[] => {
  const rotation = team.duties[level - 1]?.rotation;
  const events: DutyEvent[] = [];
  if (!rotation) return events;
  for (let turn = turnAt(rotation, team.timeZone, from); ; turn = turnAt(rotation, team.timeZone, turn.to)) {
    if (turn.from >= to) return events.filter((event) => from < event.to && event.from < to);
    events.push(...eventsIn(shiftsBetween(team, level, turn.from, turn.to), level, ({ isTurn }) => isTurn));
  }
};

const standInEvents = (team: Team, level: number, from: number, to: number): DutyEvent[] =>
  eventsIn(
    shiftsBetween(team, level, from - COVER_MS, to + COVER_MS),
    level,
    ({ isTurn, instead }) => !isTurn && instead !== undefined,
  ).filter((event) => from < event.to && event.from < to);

/** Shifts change with whoever is on duty at the level; what somebody goes on with is one entry. */
const eventsIn = (
  shifts: readonly Shift[],
  level: number,
  isMeant: (one: OnDuty) => boolean,
): DutyEvent[] => {
  const events: DutyEvent[] = [];
  for (const { from, to, people, covers } of shifts) {
    for (const one of people.filter(isMeant)) {
      const last = events.find(
        (event) => event.to === from && event.person === one.person && event.instead === one.instead,
      );
      if (last) last.to = to;
      else events.push({ ...one, level, from, to, covers });
    }
  }
  return events;
};

/** A name that stays the same however often the calendar is made. */
export const eventKey = ({ level, isTurn, from, person, instead }: DutyEvent): string =>
  [
    `level-${level}`,
    isTurn ? 'turn' : 'stand-in',
    new Date(from).toISOString().replaceAll(/[:.-]/g, ''),
    person,
    ...(instead === undefined ? [] : ['for', instead]),
  ].join('-');

/** When covers last changed, in ms: 0 if there are none. */
export const lastChangeOf = (covers: readonly Cover[]): number =>
  Math.max(
    0,
    ...covers.flatMap(({ createdAt, endedAt }) =>
      [createdAt, endedAt ?? createdAt].map((time) => Date.parse(time)),
    ),
  );
