import { type Cover, periodOfCover } from './cover.ts';
import { onDutyAt, type Team } from './duty.ts';
import { handoversBetween } from './duty-changes.ts';
import type { PersonKey } from './people.ts';
import { shiftsBetween } from './shifts.ts';

/** What somebody should know about a cover that was agreed on, and may not have meant. */
export type CoverNote =
  /** Whoever stands in is covered at some time in it: then the alerts go on to the next. */
  | { why: 'goes-on'; cover: Cover }
  /** Whoever is covered is not on duty in that time. */
  | { why: 'no-duty'; person: PersonKey }
  /** Somebody is the only one on duty at several levels: escalation then reaches nobody else. */
  | { why: 'alone'; person: PersonKey; levels: number[] }
  | { why: 'no-sms' | 'no-email'; person: PersonKey };

/** What is to be said about `cover`, given the team before it. */
export const notesOn = (team: Team, cover: Cover): CoverNote[] => {
  const { by } = cover;
  const { from, to } = periodOfCover(cover);
  const others = team.covers.filter(({ id }) => id !== cover.id);
  const next = others.find(
    (other) => 'person' in other.covered && other.covered.person === by && overlaps(other, from, to),
  );
  return [
    ...(next ? [{ why: 'goes-on' as const, cover: next }] : []),
    ...withoutDuty({ ...team, covers: others }, cover),
    ...aloneWith(team, others, cover),
    ...(team.people[by]?.hasSms === false ? [{ why: 'no-sms' as const, person: by }] : []),
    ...(team.people[by]?.hasEmail === false ? [{ why: 'no-email' as const, person: by }] : []),
  ];
};

const overlaps = (cover: Cover, from: number, to: number): boolean => {
  const period = periodOfCover(cover);
  return period.from < to && from < period.to;
};

const levelsOf = ({ duties }: Team): number[] => duties.map((_, index) => index + 1);

const withoutDuty = (team: Team, { covered, ...cover }: Cover): CoverNote[] => {
  if (!('person' in covered)) return [];
  const { from, to } = periodOfCover({ covered, ...cover });
  const isOnDuty = levelsOf(team).some((level) =>
    shiftsBetween(team, level, from, to).some(({ people }) =>
      people.some(({ person }) => person === covered.person),
    ),
  );
  return isOnDuty ? [] : [{ why: 'no-duty', person: covered.person }];
};

/** Only what this cover has changed is said: who is alone at several levels by oncall.yml knows it. */
const aloneWith = (team: Team, others: readonly Cover[], cover: Cover): CoverNote[] => {
  const { from, to } = periodOfCover(cover);
  const [before, after] = [
    { ...team, covers: [...others] },
    { ...team, covers: [...others, cover] },
  ];
  const times = [from, ...levelsOf(team).flatMap((level) => handoversBetween(after, level, from, to))];
  for (const at of times) {
    const person = onlyOne(after, at);
    if (person !== undefined && onlyOne(before, at) === undefined)
      return [{ why: 'alone', person, levels: levelsWith(after, at) }];
  }
  return [];
};

const levelsWith = (team: Team, at: number): number[] =>
  levelsOf(team).filter((level) => onDutyAt(team, level, at).length > 0);

/** The one person at several levels, if nobody else is on duty at any. */
const onlyOne = (team: Team, at: number): PersonKey | undefined => {
  const levels = levelsWith(team, at);
  const people = new Set(levels.flatMap((level) => onDutyAt(team, level, at).map(({ person }) => person)));
  return levels.length > 1 && people.size === 1 ? [...people][0] : undefined;
};
