import { StatisticsQuery } from '../../domain/api/queries.ts';
import type { ApiPeriodStatistics } from '../../domain/api/schemas.ts';
import { monthOf } from '../../domain/incidents/month.ts';
import type { Ctx } from '../request/context.ts';
import { problemAnswer } from '../request/problem-response.ts';
import { incidentStatistics } from '../search/incident-statistics.ts';
import { periodOf } from '../search/period.ts';
import { viewOf } from '../view/view.ts';
import { statisticsCsv } from './csv.ts';
import { queryBy } from './request.ts';

/** What the incidents that a query finds came to, or the answer that says what is wrong with it. */
const statisticsAsked = async (context: Ctx): Promise<ApiPeriodStatistics | Response> => {
  const query = queryBy(context, StatisticsQuery);
  if (query instanceof Response) return query;
  const view = viewOf(context.env.run);
  const period = periodOf(query, view.now);
  if ('problem' in period) return problemAnswer(context, 400, period.problem);
  const months = period.months ?? [monthOf(view.now)];
  const counted = await incidentStatistics(context.env.run.store, query, months, view);
  return { isWhole: counted.isWhole, total: counted.total, months: counted.months };
};

export const showStatistics = async (context: Ctx): Promise<Response> => {
  const statistics = await statisticsAsked(context);
  return statistics instanceof Response ? statistics : context.json(statistics);
};

export const exportStatistics = async (context: Ctx): Promise<Response> => {
  const statistics = await statisticsAsked(context);
  if (statistics instanceof Response) return statistics;
  const { header, line } = statisticsCsv(context.env.run.now().getTime());
  const rows = statistics.months.map((one) => line({ ...one, isWhole: statistics.isWhole }));
  return context.body(header + rows.join(''), 200, {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': 'attachment; filename="statistics.csv"',
  });
};
