import { type Cover, periodOfCover } from '../oncall/cover.ts';
import { isPast } from '../oncall/covers-kept.ts';
import type { OnDuty, Team } from '../oncall/duty.ts';
import { instantIn } from '../oncall/instant.ts';
import { type Shift, shiftsBetween } from '../oncall/shifts.ts';
import { shownText } from '../security/shown-text.ts';
import type { ApiCover, ApiDuty, ApiShift, CoverState } from './duty-schemas.ts';

const onDutyJson = ({ person, instead, isTurn }: OnDuty, { people }: Team) => ({
  person,
  name: people[person]?.name ?? person,
  ...(instead !== undefined && { instead }),
  isTurn,
});

const shiftJson = (level: number, shift: Shift, team: Team): ApiShift => ({
  level,
  from: instantIn(shift.from, team.timeZone),
  to: instantIn(shift.to, team.timeZone),
  people: shift.people.map((one) => onDutyJson(one, team)),
  covers: shift.covers.map(({ id }) => id),
});

/** Who is on duty at `now`, and the shifts from `from` to `to` (all in ms). */
export const dutyJson = (
  team: Team,
  { from, to, now, lookAheadMs }: { from: number; to: number; now: number; lookAheadMs: number },
): ApiDuty => {
  const levels = team.duties
    .map(({ rotation, people }, index) => ({
      level: index + 1,
      isUsed: rotation !== undefined || people.length > 0,
    }))
    .filter(({ isUsed }) => isUsed)
    .map(({ level }) => level);
  return {
    now: levels.flatMap((level) => {
      const [shift, next] = shiftsBetween(team, level, now, now + lookAheadMs);
      return shift
        ? [
            {
              level,
              ...(next && { until: instantIn(shift.to, team.timeZone) }),
              people: shift.people.map((one) => onDutyJson(one, team)),
            },
          ]
        : [];
    }),
    from: instantIn(from, team.timeZone),
    to: instantIn(to, team.timeZone),
    shifts: levels.flatMap((level) =>
      shiftsBetween(team, level, from, to).map((shift) => shiftJson(level, shift, team)),
    ),
  };
};

const stateOf = (cover: Cover, now: number): CoverState => {
  const { from, to } = periodOfCover(cover);
  if (to <= from) return 'cancelled';
  if (isPast(cover, now)) return 'past';
  return now < from ? 'coming' : 'current';
};

/** A cover for programs. */
export const coverJson = (cover: Cover, { timeZone }: Pick<Team, 'timeZone'>, now: number): ApiCover => ({
  id: cover.id,
  state: stateOf(cover, now),
  covered: cover.covered,
  by: cover.by,
  from: instantIn(cover.from, timeZone),
  to: instantIn(cover.to, timeZone),
  reason: shownText(cover.reason),
  createdBy: shownText(cover.createdBy),
  createdAt: instantIn(cover.createdAt, timeZone),
  ...(cover.endedAt !== undefined && { endedAt: instantIn(cover.endedAt, timeZone) }),
  ...(cover.endedBy !== undefined && { endedBy: shownText(cover.endedBy) }),
});
