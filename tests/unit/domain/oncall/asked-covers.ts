import type { Cover, CoverRequest } from '../../../../lib/domain/oncall/cover.ts';
import { decideCover } from '../../../../lib/domain/oncall/cover-request.ts';
import { teamWith } from './team.ts';

export const NOW = Date.parse('2026-12-01T00:00:00.000Z'); // in Sara's week
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Sara asks Omar to cover her for four hours, in an hour. */
export const request = (over: Partial<CoverRequest> = {}): CoverRequest => ({
  covered: { person: 'sara' },
  by: 'omar',
  from: NOW + HOUR_MS,
  to: NOW + 5 * HOUR_MS,
  reason: 'a wedding',
  createdBy: 'Sara',
  ...over,
});
export const decide = (asked: CoverRequest, covers: Cover[] = [], now = NOW) =>
  decideCover(teamWith(), covers, asked, { id: 'new', now });

/** What is wrong with a request, and where; or how it was answered. */
export const problemOf = (asked: CoverRequest, covers: Cover[] = [], now = NOW) => {
  const outcome = decide(asked, covers, now);
  return outcome.kind === 'refused' ? `${outcome.problem.field} ${outcome.problem.why}` : outcome.kind;
};

/** The covers that there are once a request is agreed to. */
export const agreed = (asked: CoverRequest, covers: Cover[] = [], now = NOW): Cover[] => {
  const outcome = decide(asked, covers, now);
  if (outcome.kind !== 'new') throw new Error(outcome.kind);
  return outcome.covers;
};
