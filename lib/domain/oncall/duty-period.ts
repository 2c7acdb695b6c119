import { periodOfCover } from './cover.ts';
import { onDutyAt, type Team } from './duty.ts';
import type { PersonKey } from './people.ts';
import { turnAt } from './rotation.ts';

/** From when to when somebody is on duty at a level without a break, in ms; nothing where no end of it is in sight. */
export type DutyPeriod = { from: number | undefined; to: number | undefined };

/** Three months of daily turns: whoever has each of them has no end. */
const MOST_CHANGES = 100;

/** For how long `person` is on duty at `level` around `at` (ms): turns and covers that follow each other are one. */
export const dutyPeriodOf = (team: Team, level: number, person: PersonKey, at: number): DutyPeriod => {
  const isOnDuty = (time: number): boolean =>
    onDutyAt(team, level, time).some((one) => one.person === person);
  const changes = changesAround(team, level);
  let from = changes.before(at + 1);
  for (let count = 0; from !== undefined && isOnDuty(from - 1); count++)
    from = count < MOST_CHANGES ? changes.before(from) : undefined;
  let to = changes.after(at);
  for (let count = 0; to !== undefined && isOnDuty(to); count++)
    to = count < MOST_CHANGES ? changes.after(to) : undefined;
  return { from, to };
};

/** When who is on duty at a level may change: where a turn or a cover begins or ends. */
const changesAround = ({ duties, timeZone, covers }: Team, level: number) => {
  const rotation = duties[level - 1]?.rotation;
  const coverEnds = covers.flatMap((cover) => Object.values(periodOfCover(cover)));
  const turnEnd = (end: keyof DutyPeriod, at: number): number[] =>
    rotation ? [turnAt(rotation, timeZone, at)[end]] : [];
  return {
    before: (at: number): number | undefined =>
      [...turnEnd('from', at - 1), ...coverEnds]
        .filter((time) => time < at)
        .toSorted(ascending)
        .at(-1),
    after: (at: number): number | undefined =>
      [...turnEnd('to', at), ...coverEnds].filter((time) => time > at).toSorted(ascending)[0],
  };
};

const ascending = (one: number, other: number): number => one - other;
