import * as z from 'zod';
import { IncidentQuery } from '../../domain/api/queries.ts';
import { queryProblem } from '../../domain/api/query-problem.ts';
import { OPEN_LIST } from '../../domain/incidents/incident.ts';
import { Month, monthBefore, monthOf } from '../../domain/incidents/month.ts';
import type { Asked } from '../components/search-form.tsx';
import { HistoryPage, YEAR } from '../pages/history-page.tsx';
import type { Ctx } from '../request/context.ts';
import { incidentStatistics } from '../search/incident-statistics.ts';
import { listIncidents } from '../search/list-incidents.ts';
import { periodOf } from '../search/period.ts';
import { viewOf } from '../view/view.ts';

const PAGE = 50;

const List = z
  .string()
  .refine(
    (text) => text === OPEN_LIST || text === YEAR || Month.safeParse(text).success,
    `expected ${OPEN_LIST}, ${YEAR}, or a month, such as 2026-11`,
  );

/** The months or the state that a choice of the page stands for. */
const periodAsked = (list: string, now: number): object => {
  if (list === OPEN_LIST) return { state: 'open' };
  const to = monthOf(now);
  return list === YEAR ? { from: monthBefore(to, 11), to } : { month: list };
};

const Fields = IncidentQuery.pick({ q: true, endpoint: true, family: true, cause: true, after: true });

export const historyPage = async (context: Ctx) => {
  const view = viewOf(context.env.run);
  const given = (name: string): string => (context.req.query(name) ?? '').trim();
  const asked: Asked = {
    list: given('list') || monthOf(view.now),
    q: given('q'),
    endpoint: given('endpoint'),
    family: given('family'),
    cause: given('cause'),
  };
  const refuse = (problem: string) =>
    context.html(<HistoryPage view={view} asked={asked} problem={problem} />, 400);

  // An empty field is one that was left out.
  const entries = Object.entries({ ...asked, after: given('after') }).filter(([, value]) => value !== '');
  const Query = Fields.extend({ list: List });
  const read = Query.safeParse(Object.fromEntries(entries));
  if (!read.success) return refuse(queryProblem(read.error, Query));
  const { list, ...fields } = read.data;
  const query = IncidentQuery.parse({
    ...fields,
    ...periodAsked(list, view.now),
    limit: String(PAGE),
  });
  const period = periodOf(query, view.now);
  if ('problem' in period) return refuse(period.problem);
  const { store } = context.env.run;
  const [listed, statistics] = await Promise.all([
    listIncidents(store, query, view),
    incidentStatistics(store, query, period.months, view),
  ]);
  if ('problem' in listed) return refuse(listed.problem);
  const { rows, invalidItem, next, searchedTo } = listed;
  return context.html(
    <HistoryPage
      view={view}
      asked={asked}
      list={{
        months: period.months,
        incidents: rows.map(({ value }) => value),
        invalidItem,
        statistics,
        isFirst: query.after === undefined,
        ...(next !== undefined && { next }),
        ...(searchedTo !== undefined && { searchedTo }),
      }}
    />,
  );
};
