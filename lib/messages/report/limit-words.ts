import { answeredShare } from '../../domain/reports/endpoint-lines.ts';
import type { WeeklyReport } from '../../domain/reports/weekly-report.ts';
import { REPORT_LINES } from '../language/phrases/reports.ts';
import { say } from '../language/say.ts';
import type { Context } from '../sections/message.ts';

/** What the figures leave out, and what about them is not plain to see; of each only where there is any. */
export const limitsOf = (
  { limits, endpoints, improvements }: WeeklyReport,
  { oncall }: Pick<Context, 'oncall'>,
): string[] => {
  const { language } = oncall;
  const { isWhole, timelinesRead, endpointsRead } = limits;
  const hasProbes = endpoints.some(({ probes }) => probes.up + probes.down + probes.unknown > 0);
  const isShareLow = endpoints.some(({ probes }) => probes.down > 0 && answeredShare(probes) !== undefined);
  return [
    ...(isWhole ? [] : [say(language, REPORT_LINES.incidentsCut, {})]),
    ...(timelinesRead.read < timelinesRead.of ? [say(language, REPORT_LINES.timelines, timelinesRead)] : []),
    ...(endpointsRead.read < endpointsRead.of
      ? [say(language, REPORT_LINES.endpointsRead, endpointsRead)]
      : []),
    ...(improvements.some(({ kind }) => kind === 'unverified-end')
      ? [say(language, REPORT_LINES.downUntilClosed, {})]
      : []),
    ...(isShareLow ? [say(language, REPORT_LINES.probePace, {})] : []),
    ...(hasProbes && oncall.timeZone !== 'UTC' ? [say(language, REPORT_LINES.probeDays, {})] : []),
  ];
};
