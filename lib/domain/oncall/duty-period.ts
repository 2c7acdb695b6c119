import { onDutyAt, type Team } from './duty.ts';
import { dutyChanges } from './duty-changes.ts';
import type { PersonKey } from './people.ts';

/** From when to when somebody is on duty at a level without a break, in ms; nothing where no end of it is in sight. */
export type DutyPeriod = { from: number | undefined; to: number | undefined };

/** Three months of daily turns: whoever has each of them has no end. */
const MOST_CHANGES = 100;

/** For how long `person` is on duty at `level` around `at` (ms): turns and covers that follow each other are one. */
export const dutyPeriodOf = (team: Team, level: number, person: PersonKey, at: number): DutyPeriod => {
  const isOnDuty = (time: number): boolean =>
    onDutyAt(team, level, time).some((one) => one.person === person);
  const changes = dutyChanges(team, level);
  let from = changes.before(at + 1);
  for (let count = 0; from !== undefined && isOnDuty(from - 1); count++)
    from = count < MOST_CHANGES ? changes.before(from) : undefined;
  let to = changes.after(at);
  for (let count = 0; to !== undefined && isOnDuty(to); count++)
    to = count < MOST_CHANGES ? changes.after(to) : undefined;
  return { from, to };
};
