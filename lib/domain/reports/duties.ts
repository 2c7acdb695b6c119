import { onDutyAt, type Team } from '../oncall/duty.ts';
import { dutyChanges } from '../oncall/duty-changes.ts';
import { nameOfPerson, type PersonKey } from '../oncall/people.ts';
import type { Period } from '../oncall/time-interval.ts';

/** Somebody on duty at a level from and to a time (ms); `instead` of whom, by a cover. */
export type Duty = {
  level: number;
  person: PersonKey;
  name: string;
  instead?: string;
  from: number;
  to: number;
};

/**
 * Who was on duty in a period, by level and time: by the turns of `oncall.yml` as it is now, and the covers that are recorded.
 * What it said at the time is not kept.
 */
export const dutiesIn = (period: Period, team: Team): Duty[] =>
  team.duties.flatMap((_, index) => dutiesOf(index + 1, period, team));

const dutiesOf = (level: number, { from, to }: Period, team: Team): Duty[] => {
  const duties: Duty[] = [];
  const { after } = dutyChanges(team, level);
  for (let at = from; at < to; ) {
    const next = Math.min(to, after(at) ?? to);
    for (const { person, instead } of onDutyAt(team, level, at)) {
      const nameOf = (key: PersonKey): string => nameOfPerson(key, team.people[key]?.name);
      const last = duties.findLast(
        (one) => one.person === person && one.to === at && one.instead === (instead && nameOf(instead)),
      );
      if (last) last.to = next;
      else
        duties.push({
          level,
          person,
          name: nameOf(person),
          ...(instead !== undefined && { instead: nameOf(instead) }),
          from: at,
          to: next,
        });
    }
    at = next;
  }
  return duties;
};
