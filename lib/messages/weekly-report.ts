import type { EndpointLine } from '../domain/reports/endpoint-lines.ts';
import type { WeeklyReport } from '../domain/reports/weekly-report.ts';
import { mailToEverybody } from './formats/everybody.ts';
import { SUBJECT_LENGTH } from './formats/subject.ts';
import { REPORT, REPORT_HEADINGS, REPORT_LINES } from './language/phrases/reports.ts';
import { inDirection, say } from './language/say.ts';
import { dutyIn, wokenIn } from './report/duty-words.ts';
import { endpointPart } from './report/endpoint-words.ts';
import { improvementIn } from './report/improvement-words.ts';
import { limitsOf } from './report/limit-words.ts';
import { isWithoutIncident, weekFigures, weekHeadline, weekNumber } from './report/week-words.ts';
import { causeIn } from './sections/cause.ts';
import type { Context, Message } from './sections/message.ts';
import { plural } from './sections/phrases.ts';
import { headed, paragraphs } from './text/layout.ts';
import { ascii } from './text/plain-text.ts';
import { duration } from './text/time.ts';

/** What one mail names of each list; the page has the rest. */
const SHOWN = { endpoints: 10, causes: 5, improvements: 8, woken: 10, duties: 14 };

/** The email about a week: for people, by email alone. Nobody is woken by it, and no machine waits for it. */
export const weeklyReportMessage = (report: WeeklyReport, context: Context): Message => {
  const { oncall, links } = context;
  const { language } = oncall;
  const isCalm = isWithoutIncident(report);
  const heading = (of: keyof typeof REPORT_HEADINGS): string => REPORT_HEADINGS[of][language];
  const mail = paragraphs(
    [weekHeadline(report.week, context)],
    [...weekFigures(report, context), ...monitoredLines(report, context)],
    ...(isCalm ? [] : [headed(heading('endpoints'), endpointLines(report, context))]),
    headed(
      heading('causes'),
      report.causes
        .slice(0, SHOWN.causes)
        .map(({ cause, incidents }) =>
          say(language, REPORT_LINES.cause, { cause: causeIn(language, cause), count: incidents }),
        ),
    ),
    ...(isCalm ? [] : [headed(heading('woken'), wokenLines(report, context))]),
    headed(heading('duties'), dutyLines(report, context)),
    ...(isCalm && report.improvements.length === 0
      ? []
      : [headed(heading('improve'), improvementLines(report, context))]),
    headed(heading('counted'), limitsOf(report, context)),
    ...(links
      ? [[say(language, REPORT_LINES.page, {}), `${links.baseUrl}/console/reports/${report.week.name}`]]
      : []),
    [say(language, REPORT_LINES.stop, {})],
  );
  return mailToEverybody(
    'weekly-report',
    { subject: subjectOfReport(report, context), email: inDirection(language, mail) },
    oncall,
  );
};

/** How the week was, for whoever reads no further. */
const subjectOfReport = (report: WeeklyReport, { place }: Context): string => {
  const { incidents, lostAtLeast, downMs, monitored, limits } = report;
  const count = incidents.opened + incidents.goingOn;
  const what = isWithoutIncident(report)
    ? `nothing failed, ${plural(monitored.count, 'endpoint')} probed`
    : `${plural(count, 'incident')}${limits.isWhole ? '' : ' or more'}, ${lostAtLeast}+ lost${downMs > 0 ? `, down ${duration(downMs)}` : ''}`;
  return ascii(`Week ${weekNumber(report.week)}: ${what} (${place.stage})`).slice(0, SUBJECT_LENGTH);
};

const monitoredLines = ({ monitored, endpoints }: WeeklyReport, { oncall }: Context): string[] => {
  const { language } = oncall;
  const { count, isWhole } = monitored;
  if (count === 0) return [say(language, REPORT.notMonitored, {})];
  const calm = endpoints.filter(
    ({ incidentIds, probes }) => incidentIds.length === 0 && probes.up + probes.down > 0,
  );
  const [up, down] = [sum(calm, 'up'), sum(calm, 'down')];
  return [
    say(language, isWhole ? REPORT.monitored : REPORT.monitoredAtLeast, { count }),
    ...(calm.length > 0
      ? [say(language, REPORT_LINES.calm, { count: calm.length, up, all: up + down })]
      : []),
  ];
};

const sum = (lines: readonly EndpointLine[], of: 'up' | 'down'): number =>
  lines.reduce((total, { probes }) => total + probes[of], 0);

const endpointLines = ({ endpoints }: WeeklyReport, context: Context): string[] => {
  const failed = endpoints.filter(({ incidentIds }) => incidentIds.length > 0);
  const more = failed.length - SHOWN.endpoints;
  return [
    ...failed.slice(0, SHOWN.endpoints).flatMap((line) => endpointPart(line, context)),
    ...(more > 0 ? [say(context.oncall.language, REPORT_LINES.more, { count: more })] : []),
  ];
};

const wokenLines = (report: WeeklyReport, { oncall }: Context): string[] => {
  const { language } = oncall;
  return [
    ...(report.woken.length === 0 ? [say(language, REPORT_LINES.nobodyWoken, {})] : []),
    ...report.woken.slice(0, SHOWN.woken).map((one) => wokenIn(language, one, report)),
    say(language, REPORT_LINES.emails, { count: report.alerts.emails }),
  ];
};

const dutyLines = ({ duties }: WeeklyReport, context: Context): string[] => {
  const { language } = context.oncall;
  const more = duties.length - SHOWN.duties;
  return duties.length === 0
    ? []
    : [
        ...duties.slice(0, SHOWN.duties).map((duty) => dutyIn(duty, context)),
        ...(more > 0 ? [say(language, REPORT_LINES.moreDuties, { count: more })] : []),
        say(language, REPORT_LINES.dutyNow, {}),
      ];
};

const improvementLines = ({ improvements }: WeeklyReport, context: Context): string[] =>
  improvements.length === 0
    ? [say(context.oncall.language, REPORT_LINES.nothingToImprove, {})]
    : improvements
        .slice(0, SHOWN.improvements)
        .map((one, index) => `${index + 1}. ${improvementIn(one, context)}`);
