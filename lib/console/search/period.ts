import type { IncidentQuery, MonthsQuery } from '../../domain/api/queries.ts';
import { OPEN_LIST } from '../../domain/incidents/incident.ts';
import {
  FIRST_MONTH,
  type Month,
  monthBefore,
  monthOf,
  monthsBetween,
} from '../../domain/incidents/month.ts';

/** Months, the latest first. */
export type Period = readonly Month[];

export const MONTHS_AT_ONCE = 24;
const A_YEAR = 12;

const isNamed = ({ month, from, to }: MonthsQuery): boolean =>
  month !== undefined || from !== undefined || to !== undefined;

/** The months that a query names; nothing where it names none. */
export const periodOf = (
  query: MonthsQuery,
  now: number,
): { months: Period | undefined } | { problem: string } => {
  if (!isNamed(query)) return { months: undefined };
  if (query.month !== undefined)
    return query.from === undefined && query.to === undefined
      ? { months: [query.month] }
      : { problem: 'month: one month; with from and to name several instead' };
  const to = query.to ?? monthOf(now);
  const yearBefore = monthBefore(to, A_YEAR - 1);
  const from = query.from ?? (yearBefore < FIRST_MONTH ? FIRST_MONTH : yearBefore);
  if (from > to) return { problem: `from: expected ${to} or an earlier month, as to is ${to}` };
  return from <= monthBefore(to, MONTHS_AT_ONCE)
    ? {
        problem: `from: expected ${monthBefore(to, MONTHS_AT_ONCE - 1)} or later: at most ${MONTHS_AT_ONCE} months at once`,
      }
    : { months: monthsBetween(from, to) };
};

/** A list of incidents by their opening. What is not settled is on a list of its own, whatever its month. */
export type ListPart = { list: string; opened?: { from: Month; to: Month } };

/** The lists that hold the incidents of some months, each a run of lists that follow each other in time. */
export const listsOf = (months: Period | undefined): ListPart[][] => {
  const [to, from] = [months?.at(0), months?.at(-1)];
  if (!months || to === undefined || from === undefined) return [[{ list: OPEN_LIST }]];
  return [[{ list: OPEN_LIST, opened: { from, to } }], months.map((list) => ({ list }))];
};

/** Whether a list is asked for as it is kept: by the time of opening. */
export const isByOpening = ({ sort }: Pick<IncidentQuery, 'sort'>): boolean =>
  sort === 'openedAt' || sort === '-openedAt';

/** What is wrong with a query whose parts are right each for itself. */
export const conflictIn = ({ state, sort, ...query }: IncidentQuery, now: number): string | undefined => {
  if (state !== undefined && isNamed(query))
    return 'state: what is not settled, whatever its month; not with month, from or to';
  const period = periodOf(query, now);
  if ('problem' in period) return period.problem;
  return period.months && !isByOpening({ sort })
    ? 'sort: of months expected openedAt or -openedAt'
    : undefined;
};
