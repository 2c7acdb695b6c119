import { periodOfCover } from './cover.ts';
import type { Team } from './duty.ts';
import { turnAt } from './rotation.ts';

/** The moments (ms) at which who is on duty at a level may change. */
export type DutyChanges = {
  before: (at: number) => number | undefined;
  after: (at: number) => number | undefined;
};

/** Who is on duty at a level may change where a turn begins, and where a cover begins or ends. */
export const dutyChanges = ({ duties, timeZone, covers }: Team, level: number): DutyChanges => {
  const rotation = duties[level - 1]?.rotation;
  const coverEnds = covers.flatMap((cover) => Object.values(periodOfCover(cover)));
  const turnEnd = (end: 'to' | 'from', at: number): number[] =>
    rotation ? [turnAt(rotation, timeZone, at)[end]] : [];
  return {
    before: (at) =>
      [...turnEnd('from', at - 1), ...coverEnds]
        .filter((time) => time < at)
        .toSorted(ascending)
        .at(-1),
    after: (at) => [...turnEnd('to', at), ...coverEnds].filter((time) => time > at).toSorted(ascending)[0],
  };
};

const ascending = (one: number, other: number): number => one - other;

/** When somebody last came on duty at the levels up to `level`, in ms, as far as turns and covers say; long ago if nobody has. */
export const lastHandoverAt = (team: Team, level: number, at: number): number =>
  Math.max(
    0,
    ...Array.from({ length: level }, (_, index) => dutyChanges(team, index + 1).before(at + 1) ?? 0),
  );

/** When somebody may come on duty at a level, after `from` and before `to` (ms), in order: each once. */
export const handoversBetween = (team: Team, level: number, from: number, to: number): number[] => {
  const { after } = dutyChanges(team, level);
  const times: number[] = [];
  for (let at = after(from); at !== undefined && at < to; at = after(at)) times.push(at);
  return times;
};
