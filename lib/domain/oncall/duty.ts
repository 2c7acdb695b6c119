import type { RuntimeOncallConfig } from './config.ts';
import { type Cover, type Covered, holdsAt, isSameCovered } from './cover.ts';
import type { LevelDuty } from './level-duty.ts';
import type { PersonKey } from './people.ts';
import { turnAt } from './rotation.ts';

/** What decides who is on duty. */
export type Team = Pick<RuntimeOncallConfig, 'timeZone' | 'people' | 'duties' | 'covers'>;

/** Somebody on duty at a level: by whose turn or place, and by which covers if it is somebody else's. */
export type OnDuty = { person: PersonKey; instead: PersonKey | undefined; isTurn: boolean };

/** Who is on duty at `level` (1 is the first) at `at` (ms): whoever has the turn first. Each person once. */
export const onDutyAt = (team: Team, level: number, at: number): OnDuty[] => {
  const duty = team.duties[level - 1];
  if (!duty) return [];
  const entries = [
    ...inTurn(team, duty, level, at),
    ...duty.people.map((person) => onDuty(person, coversOf(team, person, at), false)),
  ];
  return entries.filter(
    ({ person }, index) => entries.findIndex((other) => other.person === person) === index,
  );
};

/** The people on duty at the levels up to `level`, each once. */
export const peopleOnDuty = (team: Team, level: number, at: number): PersonKey[] => [
  ...new Set(
    Array.from({ length: level }, (_, index) => onDutyAt(team, index + 1, at)).flatMap((all) =>
      all.map(({ person }) => person),
    ),
  ),
];

const inTurn = (team: Team, { rotation }: LevelDuty, level: number, at: number): OnDuty[] => {
  if (!rotation) return [];
  const turn = turnAt(rotation, team.timeZone, at).person;
  return [onDuty(turn, coversOfTurn(team, level, turn, at), true)];
};

/** Who is in a place, by the last of the covers that lead there. */
const onDuty = (place: PersonKey, covers: readonly Cover[], isTurn: boolean): OnDuty => {
  const person = covers.at(-1)?.by ?? place;
  return { person, instead: person === place ? undefined : place, isTurn };
};

/** The cover by which somebody who is on duty at a level is in another's place: the last, where covers are covered. */
export const coverBehind = (
  team: Team,
  level: number,
  { instead, isTurn }: OnDuty,
  at: number,
): Cover | undefined => {
  if (instead === undefined) return undefined;
  return (isTurn ? coversOfTurn(team, level, instead, at) : coversOf(team, instead, at)).at(-1);
};

/** The covers by which somebody else has a turn, in their order: that of the level, then those of whoever it names. */
export const coversOfTurn = (team: Team, level: number, turn: PersonKey, at: number): Cover[] => {
  const taken = coverAt(team, { level }, at);
  return [...(taken ? [taken] : []), ...coversOf(team, taken?.by ?? turn, at)];
};

/**
 * The covers by which somebody else is in a person's place, in their order: whoever stands in may be covered too. Two who cover
 * each other would go round for ever, so each is followed once.
 */
export const coversOf = (team: Team, place: PersonKey, at: number): Cover[] => {
  const chain: Cover[] = [];
  const seen = new Set([place]);
  for (let cover = coverAt(team, { person: place }, at); cover && !seen.has(cover.by); ) {
    chain.push(cover);
    seen.add(cover.by);
    cover = coverAt(team, { person: cover.by }, at);
  }
  return chain;
};

/** The cover of a person or a level that holds at `at` (ms), the latest if there are several. */
export const coverAt = (team: Team, covered: Covered, at: number): Cover | undefined =>
  team.covers
    .filter((cover) => isSameCovered(cover.covered, covered) && isUsable(team, cover, at))
    .toSorted(byCreation)
    .at(-1);

/** Somebody who has left `oncall.yml` meanwhile cannot be reached: the turn falls back to whose it was. */
const isUsable = ({ people }: Team, cover: Cover, at: number): boolean =>
  Object.hasOwn(people, cover.by) && holdsAt(cover, at);

const byCreation = (one: Cover, other: Cover): number =>
  one.createdAt === other.createdAt ? (one.id < other.id ? -1 : 1) : one.createdAt < other.createdAt ? -1 : 1;
