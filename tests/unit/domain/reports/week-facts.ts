import { incidentIdOf } from '../../../../lib/domain/incidents/incident.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import type { Day } from '../../../../lib/domain/probing/daily-stats.ts';
import { weekRule } from '../../../../lib/domain/reports/send-time.ts';
import { weekNamed } from '../../../../lib/domain/reports/week.ts';
import type {
  WeekEndpoint,
  WeekFacts,
  WeekIncident,
  WeekTimeline,
} from '../../../../lib/domain/reports/week-facts.ts';
import { weeklyReport } from '../../../../lib/domain/reports/weekly-report.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const ORDERS = 'https://api.shop.example/hooks/orders';
export const MENU = 'https://api.shop.example/hooks/menu';
/** After the week that begins on 23 November. */
const AFTER = Date.parse('2026-12-01T00:00:00.000Z');

export const incident = (over: Partial<WeekIncident> = {}): WeekIncident => ({
  endpointKey: 'k3m9x2p4q7ra',
  number: 1,
  endpoint: ORDERS,
  state: 'resolved',
  count: 3,
  openedAt: '2026-11-24T12:00:00.000Z',
  lastAt: '2026-11-24T12:10:00.000Z',
  resolvedAt: '2026-11-24T12:20:00.000Z',
  resolution: 'probes',
  firstAcknowledgedAt: '2026-11-24T12:05:00.000Z',
  cause: 'unavailable',
  sources: { main: 3 },
  ...over,
});

export const day = (date: string, over: Partial<Day> = {}): Day => ({
  day: date,
  up: 0,
  down: 0,
  unknown: 0,
  upMsTotal: 0,
  notifications: 0,
  ...over,
});

export const endpoint = (over: Partial<WeekEndpoint> = {}): WeekEndpoint => ({
  endpointKey: 'k3m9x2p4q7ra',
  endpoint: ORDERS,
  isMonitored: true,
  days: [day('2026-11-24', { up: 280, down: 8 })],
  ...over,
});

type Sent = WeekTimeline['sent'][number];
export const sms = (at: string, messageId: string, level = 1): Sent => ({
  at,
  kind: 'opened',
  level,
  channels: ['email', 'sms'],
  messageId,
});

export const timeline = (
  of: WeekIncident,
  sent: Sent[] = [],
  actions: WeekTimeline['actions'] = [],
): WeekTimeline => ({ incidentId: incidentIdOf(of), isWhole: true, sent, actions });

/** The report of week 48 of 2026, if nothing else is said, from these facts. */
export const report = (
  over: Partial<WeekFacts>,
  {
    name = '2026-W48',
    now = AFTER,
    ...oncall
  }: Partial<RuntimeOncallConfig> & { name?: string; now?: number } = {},
) => {
  const team = RuntimeOncallConfig.parse(oncall);
  const week = weekNamed(name, weekRule(team));
  if (!week) throw new Error(`no week ${name}`);
  const { incidents = [], endpoints = [], timelines = [] } = over;
  return weeklyReport(
    {
      incidents,
      isWhole: true,
      timelines,
      timelinesRead: { read: timelines.length, of: incidents.length },
      endpoints,
      monitored: { count: endpoints.filter(({ isMonitored }) => isMonitored).length, isWhole: true },
      endpointsRead: { read: endpoints.length, of: endpoints.length },
      ...over,
    },
    week,
    team,
    now,
  );
};

/** What that report says can be improved. */
export const kinds = (over: Partial<WeekFacts>, oncall: Parameters<typeof report>[1] = {}) =>
  report(over, oncall).improvements.map(({ kind }) => kind);

/** A team of two with numbers, one without; level 2 has fixed subscribers by SMS. */
export const TEAM = {
  people: {
    sara: { name: 'Sara', hasEmail: true, hasSms: true },
    omar: { name: 'Omar', hasEmail: true, hasSms: true },
    huda: { name: 'Huda', hasEmail: true, hasSms: false },
  },
  smsLevels: [2],
} satisfies Partial<RuntimeOncallConfig>;
