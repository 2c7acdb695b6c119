import { reportJson } from '../../domain/api/report-json.ts';
import type { Ctx } from '../request/context.ts';
import { problemAnswer } from '../request/problem-response.ts';
import { reportAsked } from '../request/week-report.ts';

export const showReport = async (context: Ctx): Promise<Response> => {
  const report = await reportAsked(context);
  return report
    ? context.json(reportJson(report, context.env.run.oncall))
    : problemAnswer(context, 404, 'there is no report of such a week; expected one such as 2026-W48');
};
