import type { Durations } from '../../domain/incidents/statistics.ts';
import type { Week } from '../../domain/reports/week.ts';
import type { WeeklyReport } from '../../domain/reports/weekly-report.ts';
import { REPORT } from '../language/phrases/reports.ts';
import { type Language, say } from '../language/say.ts';
import { dayIn, durationIn, zoneIn } from '../language/times.ts';
import type { Context } from '../sections/message.ts';
import { MINUTE_MS } from '../text/time.ts';

/** "48" of 2026-W48 */
export const weekNumber = ({ name }: Pick<Week, 'name'>): string => String(Number(name.split('-W')[1]));

/** Noon, so that no change of the clocks makes another day of it. */
const NOON_MS = 12 * 60 * MINUTE_MS;

/** The first and the last day of a week. */
export const daysOfWeekIn = (week: Week, context: Pick<Context, 'oncall'>): { from: string; to: string } => ({
  from: dayIn(context, week.from + NOON_MS),
  to: dayIn(context, week.to - NOON_MS),
});

export const weekHeadline = (week: Week, { oncall, place }: Pick<Context, 'oncall' | 'place'>): string =>
  say(oncall.language, REPORT.headline, {
    week: weekNumber(week),
    stage: place.stage,
    zone: zoneIn(oncall),
    ...daysOfWeekIn(week, { oncall }),
  });

/** Minutes as they are said; a single one has no median. */
export const medianIn = (language: Language, { median = 0 }: Durations): string =>
  durationIn(language, median * MINUTE_MS);

export const isWithoutIncident = ({ incidents, limits }: WeeklyReport): boolean =>
  incidents.opened + incidents.goingOn === 0 && limits.isWhole;

/** What the week came to, a line each. */
export const weekFigures = (report: WeeklyReport, { oncall }: Pick<Context, 'oncall'>): string[] => {
  const { language } = oncall;
  const { incidents, toAcknowledge, toRecover, lostAtLeast, lostUnknownOf, downMs, plannedMs, limits } =
    report;
  const unless0 = (count: number, line: string): string[] => (count === 0 ? [] : [line]);
  if (isWithoutIncident(report)) return [say(language, REPORT.nothing, {})];
  return [
    say(language, limits.isWhole ? REPORT.incidents : REPORT.atLeast, { count: incidents.opened }),
    ...unless0(incidents.goingOn, say(language, REPORT.goingOn, { count: incidents.goingOn })),
    ...unless0(
      incidents.openAtEnd,
      say(language, report.isOver ? REPORT.openAtEnd : REPORT.openNow, { count: incidents.openAtEnd }),
    ),
    say(language, REPORT.lost, { count: lostAtLeast }),
    ...unless0(lostUnknownOf, say(language, REPORT.lostUnknown, { count: lostUnknownOf })),
    ...unless0(downMs, say(language, REPORT.down, { time: durationIn(language, downMs) })),
    ...unless0(plannedMs, say(language, REPORT.planned, { time: durationIn(language, plannedMs) })),
    ...unless0(
      toAcknowledge.incidents,
      say(language, REPORT.acknowledged, {
        time: medianIn(language, toAcknowledge),
        count: toAcknowledge.incidents,
      }),
    ),
    ...unless0(
      incidents.neverAcknowledged,
      say(language, REPORT.neverAcknowledged, { count: incidents.neverAcknowledged }),
    ),
    ...unless0(
      toRecover.incidents,
      say(language, REPORT.recovered, { time: medianIn(language, toRecover), count: toRecover.incidents }),
    ),
  ];
};
