import type { Cover } from '../../../lib/domain/oncall/cover.ts';
import type { Evidence } from '../scenario/state.ts';
import type { Publish } from '../world/evidence.ts';
import type { Place, Team, Turns } from '../world/team.ts';

/*
 * Who is on duty, counted in whole days by hand: the product's own rules are what is tried. No zone of a world changes its
 * clocks, so a local day is a day of UTC, moved.
 */

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

type Covers = readonly Cover[];

const modulo = (value: number, size: number): number => ((value % size) + size) % size;

const turnOf = ({ people, every, at, from }: Turns, minutesAhead: number, ms: number): string => {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const sinceChange = ms + (minutesAhead - 60 * hours - minutes) * MINUTE_MS;
  const days = Math.floor(sinceChange / DAY_MS) - Date.parse(`${from}T00:00:00Z`) / DAY_MS;
  return people[modulo(Math.floor(days / (every === 'week' ? 7 : 1)), people.length)] ?? '';
};

const lasts = ({ from, to, endedAt }: Cover, ms: number): boolean =>
  Date.parse(from) <= ms && ms < Date.parse(to) && (endedAt === undefined || ms < Date.parse(endedAt));

/** Whoever stands in for somebody, or for whoever stands in for them. */
const inPlaceOf = (person: string, covers: Covers, ms: number, before: readonly string[] = []): string => {
  const cover = covers.find(
    (one) => 'person' in one.covered && one.covered.person === person && lasts(one, ms),
  );
  const goesRound = cover && [...before, person].includes(cover.by);
  return cover && !goesRound ? inPlaceOf(cover.by, covers, ms, [...before, person]) : person;
};

const atPlace = (place: Place, level: number, minutesAhead: number, covers: Covers, ms: number): string[] => {
  const taken = covers.find((one) => 'level' in one.covered && one.covered.level === level && lasts(one, ms));
  const turn = place.turns && (taken?.by ?? turnOf(place.turns, minutesAhead, ms));
  return [...(turn === undefined ? [] : [turn]), ...place.always].map((one) => inPlaceOf(one, covers, ms));
};

/** Who is on duty up to a level at a moment, by the covers that are known. */
export const onDuty = (
  { places, minutesAhead }: Team,
  covers: Covers,
  level: number,
  ms: number,
): string[] => [
  ...new Set(
    places.slice(0, level).flatMap((place, index) => atPlace(place, index + 1, minutesAhead, covers, ms)),
  ),
];

/** When duty may change within a period: on whole minutes, at which turns begin, and with covers. */
const momentsIn = (covers: Covers, from: number, to: number): number[] => {
  const first = Math.ceil(from / MINUTE_MS);
  const minutes = Array.from(
    { length: Math.max(0, Math.floor(to / MINUTE_MS) - first + 1) },
    (_, index) => first + index,
  );
  const ends = covers.flatMap((one) => [one.from, one.to, ...(one.endedAt ? [one.endedAt] : [])]);
  const changes = [...minutes.map((minute) => minute * MINUTE_MS), ...ends.map((end) => Date.parse(end))];
  return [from, to, ...changes.filter((at) => at > from && at <= to).flatMap((at) => [at - 1, at])];
};

/** Whoever was on duty at some time of a period (`some`), and who was all the time (`all`). */
export const onDutyWithin = (
  team: Team,
  states: readonly Covers[],
  level: number,
  [from, to]: readonly [from: number, to: number],
): { some: Set<string>; all: Set<string> } => {
  const seen = states.flatMap((covers) =>
    momentsIn(covers, from, to).map((ms) => onDuty(team, covers, level, ms)),
  );
  const some = new Set(seen.flat());
  return { some, all: new Set([...some].filter((name) => seen.every((names) => names.includes(name)))) };
};

/** What the run of a publish may have taken for the covers: what it read; if it read nothing, anything until then. */
export const coversKnown = ({ ledger }: Pick<Evidence, 'ledger'>, publish: Publish): Covers[] => {
  const { invocation, order } = publish;
  const read = ledger.coversRead.findLast((one) => one.invocation === invocation && one.order < order);
  const until = read?.isSure ? read.order : order;
  const written = ledger.coversWritten.filter((one) => one.order < until).map(({ covers }) => covers);
  return read?.isSure ? [written.at(-1) ?? []] : [[], ...written];
};

/** The covers at a moment, to whoever looks. */
export const coversAt = ({ ledger }: Pick<Evidence, 'ledger'>, ms: number): Covers =>
  ledger.coversWritten.findLast(({ at }) => at <= ms)?.covers ?? [];
