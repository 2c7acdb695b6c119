import { type Cover, type CoverRequest, isSameCovered } from './cover.ts';
import { type CoverProblem, coverProblem } from './cover-problem.ts';
import { hasRoom, keptCovers } from './covers-kept.ts';
import type { Team } from './duty.ts';

/** What comes of a request: all covers with the new one, the one that was agreed on before, or why it cannot be. */
export type CoverOutcome =
  | { kind: 'new'; cover: Cover; covers: Cover[] }
  | { kind: 'already'; cover: Cover }
  | { kind: 'refused'; problem: CoverProblem };

/** A beginning up to so long ago means now: somebody has filled in a form. */
const FILLING_IN_MS = 5 * 60_000;
/** Requests that differ by less are one that was sent twice: the button was pressed again, or an answer was lost. */
const MOMENT_MS = 60_000;

/** Decides about a request at `now` (ms), given all `covers`; `id` is that of a new one. */
export const decideCover = (
  team: Team,
  covers: readonly Cover[],
  asked: CoverRequest,
  { id, now }: { id: string; now: number },
): CoverOutcome => {
  const from = asked.from < now && now - asked.from <= FILLING_IN_MS ? now : asked.from;
  const request = { ...asked, from };
  const before = covers.find((cover) => isSameRequest(cover, request, now));
  if (before) return { kind: 'already', cover: before };
  const kept = keptCovers(covers, now);
  const problem =
    coverProblem({ ...team, covers: kept }, request, now) ??
    (hasRoom(kept, now) ? undefined : { field: 'covered' as const, why: 'too-many' as const });
  if (problem) return { kind: 'refused', problem };
  const cover: Cover = {
    id,
    covered: request.covered,
    by: request.by,
    from: new Date(from).toISOString(),
    to: new Date(request.to).toISOString(),
    reason: request.reason,
    createdBy: request.createdBy,
    createdAt: new Date(now).toISOString(),
  };
  return { kind: 'new', cover, covers: keptCovers([...kept, cover], now) };
};

/** Whether it is what was agreed on already: exactly, or within a moment of it. */
const isSameRequest = (cover: Cover, { covered, by, from, to }: CoverRequest, now: number): boolean => {
  if (cover.endedAt !== undefined || cover.by !== by || !isSameCovered(cover.covered, covered)) return false;
  const [awayFrom, awayTo] = [
    Math.abs(Date.parse(cover.from) - from),
    Math.abs(Date.parse(cover.to) - to),
  ] as const;
  if (awayFrom === 0 && awayTo === 0) return true;
  return now - Date.parse(cover.createdAt) < MOMENT_MS && awayFrom < MOMENT_MS && awayTo < MOMENT_MS;
};
