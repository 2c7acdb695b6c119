import type { LastSentOnChannel } from '../incidents/last-sent.ts';
import { peopleOnDuty, type Team } from '../oncall/duty.ts';
import type { PersonKey } from '../oncall/people.ts';
import type { DueAlert } from './due-alert.ts';
import { levelSent } from './escalation.ts';

/**
 * Who has come on duty since somebody was last called about an incident that nobody has acknowledged: they hear of it, and
 * nobody else does.
 */
export const handoverOn = (
  lastSent: LastSentOnChannel | undefined,
  cycle: string,
  team: Team,
  now: Date,
): DueAlert | undefined => {
  const level = levelSent(lastSent, cycle);
  if (level === 0) return undefined;
  const before = lastSent?.onDuty ?? [];
  const to = peopleOnDuty(team, level, now.getTime()).filter((person) => !before.includes(person));
  if (to.length === 0) return undefined;
  const names = to.map((person) => nameIn(team, person)).join(', ');
  return {
    kind: 'handover',
    reason: `${names} came on duty, and nobody has acknowledged it`,
    level,
    cycle,
    to,
  };
};

const nameIn = ({ people }: Team, person: PersonKey): string => people[person]?.name ?? person;
