import * as z from 'zod';
import { Cause } from '../diagnosis/cause-names.ts';
import { endpointShown } from '../incidents/description.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { Instant, instantIn } from '../oncall/instant.ts';
import { PersonKey } from '../oncall/people.ts';
import { Severity } from '../oncall/severity.ts';
import { answeredShare, type EndpointLine } from '../reports/endpoint-lines.ts';
import type { Improvement } from '../reports/improvements.ts';
import { WeekName } from '../reports/week.ts';
import type { WeeklyReport } from '../reports/weekly-report.ts';

const count = z.int().min(0);
const Durations = z.strictObject({
  incidents: count,
  mean: z.number().min(0).optional(),
  median: z.number().min(0).optional(),
});
const Read = z.strictObject({ read: count, of: count });

/**
 * An endpoint in a week. `availability` is the share of probes that were answered, where at least a hundred proved anything:
 * lower than that of time, since an endpoint is probed more often while it fails.
 */
const ReportEndpoint = z.strictObject({
  endpointKey: z.string(),
  name: z.string(),
  endpoint: z.string().optional(),
  severity: Severity,
  isMonitored: z.boolean(),
  incidents: count,
  opened: count,
  incidentIds: z.array(z.string()),
  minutesDown: count,
  lostAtLeast: count,
  lostUnknownOf: count,
  isOpenAtEnd: z.boolean(),
  probes: z.strictObject({ up: count, down: count, unknown: count }),
  availability: z.number().min(0).max(1).optional(),
});

const ReportImprovement = z.strictObject({
  kind: z.string(),
  count: count.optional(),
  incidentIds: z.array(z.string()).optional(),
  endpoints: z
    .array(z.strictObject({ endpointKey: z.string(), name: z.string(), endpoint: z.string().optional() }))
    .optional(),
  name: z.string().optional(),
  atNight: count.optional(),
  of: count.optional(),
  minutes: count.optional(),
  sms: count.optional(),
  endsAt: Instant.optional(),
});

/** The report of a week. Minutes; what is not known is absent. `limits` says what was not read. */
export const ApiReport = z.strictObject({
  week: WeekName,
  from: Instant,
  to: Instant,
  timeZone: z.string(),
  isOver: z.boolean(),
  incidents: z.strictObject({
    opened: count,
    goingOn: count,
    openAtEnd: count,
    neverAcknowledged: count,
  }),
  minutesDown: count,
  /** How many of them were during planned maintenance, by oncall.yml as it is now. */
  minutesPlanned: count,
  lostAtLeast: count,
  lostUnknownOf: count,
  toAcknowledge: Durations,
  toRecover: Durations,
  monitored: z.strictObject({ count, isWhole: z.boolean() }),
  days: z.array(z.strictObject({ day: z.iso.date(), critical: count, others: count })),
  endpoints: z.array(ReportEndpoint),
  endpointsLeftOut: count,
  causes: z.array(z.strictObject({ cause: Cause, incidents: count, minutesDown: count })),
  alerts: z.strictObject({
    emails: count,
    sms: count,
    smsAtNight: count,
    night: z.enum(['night', 'quiet-hours']),
  }),
  /** Who was woken by SMS: a person, or the fixed subscribers of a level. */
  woken: z.array(
    z.strictObject({
      person: PersonKey.optional(),
      name: z.string().optional(),
      level: z.int().min(1).optional(),
      sms: count,
      atNight: count,
    }),
  ),
  /** By the turns of oncall.yml as it is now, and the covers that are recorded. */
  duties: z.array(
    z.strictObject({
      level: z.int().min(1),
      person: PersonKey,
      name: z.string(),
      instead: z.string().optional(),
      from: Instant,
      to: Instant,
    }),
  ),
  improvements: z.array(ReportImprovement),
  limits: z.strictObject({ isWhole: z.boolean(), timelines: Read, endpoints: Read }),
});
export type ApiReport = z.infer<typeof ApiReport>;

/** An answer holds at most 6 MB: of a flood's thousands of endpoints the worst are listed. */
const ENDPOINTS_LISTED = 500;
const IDS_LISTED = 20;
const MINUTE_MS = 60_000;

const minutes = (ms: number): number => Math.round(ms / MINUTE_MS);

/** A report as programs get it. */
export const reportJson = (
  report: WeeklyReport,
  { timeZone }: Pick<RuntimeOncallConfig, 'timeZone'>,
): ApiReport => {
  const { week, alerts, limits } = report;
  return {
    week: week.name,
    from: instantIn(week.from, timeZone),
    to: instantIn(week.to, timeZone),
    timeZone,
    isOver: report.isOver,
    incidents: report.incidents,
    minutesDown: minutes(report.downMs),
    minutesPlanned: minutes(report.plannedMs),
    lostAtLeast: report.lostAtLeast,
    lostUnknownOf: report.lostUnknownOf,
    toAcknowledge: report.toAcknowledge,
    toRecover: report.toRecover,
    monitored: report.monitored,
    days: [...report.days],
    endpoints: report.endpoints.slice(0, ENDPOINTS_LISTED).map(endpointJson),
    endpointsLeftOut: Math.max(0, report.endpoints.length - ENDPOINTS_LISTED),
    causes: report.causes.map(({ cause, incidents, downMs }) => ({
      cause,
      incidents,
      minutesDown: minutes(downMs),
    })),
    alerts: {
      emails: alerts.emails,
      sms: alerts.sms,
      smsAtNight: alerts.atNight,
      night: alerts.night.kind,
    },
    woken: report.woken.map(({ phone, sms, atNight }) => ({ ...phone, sms, atNight })),
    duties: report.duties.map((duty) => ({
      ...duty,
      from: instantIn(duty.from, timeZone),
      to: instantIn(duty.to, timeZone),
    })),
    improvements: report.improvements.map((one) => improvementJson(one, timeZone)),
    limits: { isWhole: limits.isWhole, timelines: limits.timelinesRead, endpoints: limits.endpointsRead },
  };
};

const endpointJson = (line: EndpointLine): ApiReport['endpoints'][number] => {
  const endpoint = endpointShown(line);
  const availability = answeredShare(line.probes);
  return {
    endpointKey: line.endpointKey,
    name: line.name,
    ...(endpoint !== undefined && { endpoint }),
    severity: line.severity,
    isMonitored: line.isMonitored,
    incidents: line.incidentIds.length,
    opened: line.opened,
    incidentIds: line.incidentIds.slice(0, IDS_LISTED),
    minutesDown: minutes(line.downMs),
    lostAtLeast: line.lostAtLeast,
    lostUnknownOf: line.lostUnknownOf,
    isOpenAtEnd: line.isOpenAtEnd,
    probes: line.probes,
    ...(availability !== undefined && { availability }),
  };
};

const improvementJson = (one: Improvement, timeZone: string): ApiReport['improvements'][number] => {
  if ('incidentIds' in one) return { ...one, incidentIds: [...one.incidentIds] };
  if (!('endpoints' in one)) return one;
  return {
    ...one,
    ...(one.kind === 'certificate' && { endsAt: instantIn(one.endsAt, timeZone) }),
    endpoints: one.endpoints.map((of) => ({ ...of, endpoint: endpointShown(of) })),
  };
};
