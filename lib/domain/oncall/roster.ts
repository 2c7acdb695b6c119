import * as z from 'zod';
import { onDutyAt, type Team } from './duty.ts';
import { PersonKey } from './people.ts';

/** Who is on duty at each level, the first level first. */
export const Roster = z.array(z.array(PersonKey));
export type Roster = z.infer<typeof Roster>;

/** At a level, who has come on duty and who has gone off. */
export type RosterChange = { level: number; came: PersonKey[]; went: PersonKey[] };

export const rosterAt = (team: Team, at: number): Roster =>
  team.duties.map((_, index) => onDutyAt(team, index + 1, at).map(({ person }) => person));

/**
 * Whether who is on duty can change without a deploy: where nobody takes turns or stands in, there is nothing to watch.
 */
export const canChange = ({ duties, covers }: Pick<Team, 'duties' | 'covers'>): boolean =>
  covers.length > 0 || duties.some(({ rotation }) => rotation !== undefined);

/** What has changed from one roster to another, by level. A level that is gone has let its people go. */
export const changesBetween = (before: Roster, now: Roster): RosterChange[] =>
  Array.from({ length: Math.max(before.length, now.length) }, (_, index) => {
    const [then = [], since = []] = [before[index], now[index]];
    return {
      level: index + 1,
      came: since.filter((person) => !then.includes(person)),
      went: then.filter((person) => !since.includes(person)),
    };
  }).filter(({ came, went }) => came.length > 0 || went.length > 0);
