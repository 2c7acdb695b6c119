import { type Cover, type Covered, type CoverRequest, isSameCovered, periodOfCover } from './cover.ts';
import { coverAt, onDutyAt, type Team } from './duty.ts';
import { handoversBetween } from './duty-changes.ts';
import { daysAfter } from './time-zone.ts';

/** Why somebody cannot stand in as was asked, with what of it is wrong. */
export type CoverProblem =
  | { field: 'by'; why: 'nobody-known' | 'themselves' | 'has-it' }
  | { field: 'covered'; why: 'covers-nobody-known' | 'no-turns' | 'too-many' }
  | { field: 'beginning'; why: 'begins-in-past' | 'too-far' }
  | { field: 'end'; why: 'before-beginning' | 'ends-in-past' | 'too-long' }
  /** Another cover of the same person or level overlaps it. */
  | { field: 'beginning'; why: 'overlaps'; cover: Cover }
  /** Whoever wants to take over a level has somebody who stands in for them. */
  | { field: 'by'; why: 'is-covered'; cover: Cover };

/** Whoever is away for longer is better taken out of the turns in oncall.yml; and a wrong month is noticed. */
export const LONGEST_DAYS = 31;
/** Turns may have changed by then; and a wrong year is noticed. */
export const FARTHEST_DAYS = 366;

/** The first reason against a request at `now` (ms); undefined if there is none. */
export const coverProblem = (team: Team, request: CoverRequest, now: number): CoverProblem | undefined =>
  problemOfPeople(team, request) ?? problemOfTimes(team, request, now) ?? problemOfOthers(team, request);

const problemOfPeople = (
  { people, duties }: Team,
  { covered, by }: CoverRequest,
): CoverProblem | undefined => {
  if (!Object.hasOwn(people, by)) return { field: 'by', why: 'nobody-known' };
  if ('level' in covered)
    return duties[covered.level - 1]?.rotation ? undefined : { field: 'covered', why: 'no-turns' };
  if (!Object.hasOwn(people, covered.person)) return { field: 'covered', why: 'covers-nobody-known' };
  return covered.person === by ? { field: 'by', why: 'themselves' } : undefined;
};

const problemOfTimes = (
  { timeZone }: Team,
  { from, to }: CoverRequest,
  now: number,
): CoverProblem | undefined => {
  if (to <= from) return { field: 'end', why: 'before-beginning' };
  if (to <= now) return { field: 'end', why: 'ends-in-past' };
  if (from < now) return { field: 'beginning', why: 'begins-in-past' };
  if (from > daysAfter(now, FARTHEST_DAYS, timeZone)) return { field: 'beginning', why: 'too-far' };
  return to > daysAfter(from, LONGEST_DAYS, timeZone) ? { field: 'end', why: 'too-long' } : undefined;
};

const problemOfOthers = (team: Team, request: CoverRequest): CoverProblem | undefined => {
  const { covered, by, from } = request;
  const cover = overlapping(team.covers, covered, request);
  if (cover) return { field: 'beginning', why: 'overlaps', cover };
  if (!('level' in covered)) return undefined;
  const other = coverAt(team, { person: by }, from);
  if (other) return { field: 'by', why: 'is-covered', cover: other };
  return hasTurnThroughout(team, covered.level, request) ? { field: 'by', why: 'has-it' } : undefined;
};

const overlapping = (
  covers: readonly Cover[],
  covered: Covered,
  { from, to }: { from: number; to: number },
): Cover | undefined =>
  covers.find((cover) => {
    const period = periodOfCover(cover);
    return (
      isSameCovered(cover.covered, covered) && period.from < to && from < period.to && period.from < period.to
    );
  });

/** Whether a turn needs no cover, since it is their own from the beginning to the end. */
const hasTurnThroughout = (team: Team, level: number, { by, from, to }: CoverRequest): boolean => {
  const isTheirs = (at: number): boolean =>
    onDutyAt(team, level, at).some(({ person, isTurn }) => person === by && isTurn);
  return [from, ...handoversBetween(team, level, from, to)].every(isTheirs);
};
