import { incidentIdOf } from '../../../lib/domain/incidents/incident.ts';
import { weekRule } from '../../../lib/domain/reports/send-time.ts';
import { weekNamed } from '../../../lib/domain/reports/week.ts';
import type { WeekFacts, WeekIncident, WeekTimeline } from '../../../lib/domain/reports/week-facts.ts';
import { weeklyReport } from '../../../lib/domain/reports/weekly-report.ts';
import type { Context, Message } from '../../../lib/messages/sections/message.ts';
import { weeklyReportMessage } from '../../../lib/messages/weekly-report.ts';
import { contextAt, ORDERS } from './fixtures.ts';
import { links } from './story-context.ts';

/** Sunday, 14 June 2026, 09:00 in Riyadh. */
const SENT_AT = Date.parse('2026-06-14T06:00:00.000Z');
const MENU = 'https://burger.example/flavours/menu';
const LOYALTY = 'https://api.shop.example/hooks/loyalty';

const one = (over: Partial<WeekIncident>): WeekIncident => ({
  endpointKey: 'k3m9x2p4q7ra',
  number: 1,
  endpoint: ORDERS,
  state: 'resolved',
  count: 31,
  openedAt: '2026-06-12T16:42:07.000Z',
  lastAt: '2026-06-12T17:50:07.000Z',
  resolvedAt: '2026-06-12T17:54:07.000Z',
  resolution: 'person',
  firstAcknowledgedAt: '2026-06-12T17:02:07.000Z',
  cause: 'unavailable',
  sources: { main: 31 },
  ...over,
});

const incidents: WeekIncident[] = [
  one({}),
  one({
    number: 2,
    count: 4,
    openedAt: '2026-06-12T23:10:00.000Z',
    lastAt: '2026-06-12T23:20:00.000Z',
    resolvedAt: '2026-06-12T23:31:00.000Z',
    resolution: 'probes',
    firstAcknowledgedAt: undefined,
  }),
  one({
    endpointKey: 'e5f6g7h8j9k0',
    endpoint: MENU,
    count: 3,
    cause: 'tls-expired',
    openedAt: '2026-06-10T22:15:00.000Z',
    lastAt: '2026-06-10T23:00:00.000Z',
    resolvedAt: '2026-06-11T05:00:00.000Z',
    resolution: 'quiet',
    firstAcknowledgedAt: undefined,
  }),
];

const sent = (at: string, messageId: string, person: string, level = 1): WeekTimeline['sent'][number] => ({
  at,
  kind: level > 1 ? 'escalated' : 'opened',
  level,
  channels: ['email', 'sms'],
  people: level > 1 ? [person, 'huda'] : [person],
  messageId,
});

const timelines: WeekTimeline[] = incidents.map((incident, index) => ({
  incidentId: incidentIdOf(incident),
  isWhole: true,
  sent: [
    sent(incident.openedAt, `opened-${index}`, index === 2 ? 'sara' : 'omar'),
    ...(index === 0 ? [sent('2026-06-12T16:57:07.000Z', 'escalated-0', 'omar', 2)] : []),
  ],
  actions: [],
}));

const day = (date: string, up: number, down = 0, notifications = 0) => ({
  day: date,
  up,
  down,
  unknown: 0,
  upMsTotal: up * 200,
  notifications,
});

const facts: WeekFacts = {
  incidents,
  isWhole: true,
  timelines,
  timelinesRead: { read: 3, of: 3 },
  endpoints: [
    {
      endpointKey: 'k3m9x2p4q7ra',
      endpoint: ORDERS,
      isMonitored: true,
      days: [day('2026-06-11', 288), day('2026-06-12', 250, 68, 35)],
    },
    {
      endpointKey: 'e5f6g7h8j9k0',
      endpoint: MENU,
      isMonitored: true,
      days: [day('2026-06-10', 40, 12, 3)],
    },
    {
      endpointKey: 'g7h8j9k0m1n2',
      endpoint: LOYALTY,
      isMonitored: true,
      certificateEndsAt: '2026-06-26T09:00:00.000Z',
      days: [day('2026-06-12', 288)],
    },
  ],
  monitored: { count: 3, isWhole: true },
  endpointsRead: { read: 3, of: 3 },
};

const calm: WeekFacts = {
  ...facts,
  incidents: [],
  timelines: [],
  timelinesRead: { read: 0, of: 0 },
  endpoints: facts.endpoints.slice(2),
  monitored: { count: 1, isWhole: true },
  endpointsRead: { read: 1, of: 1 },
};

/** Sara and Omar take turns, Omar stands in for Sara from Friday on; Huda gets emails alone. */
const TEAM: Partial<Context['oncall']> = {
  people: {
    sara: { name: 'Sara', hasEmail: true, hasSms: true },
    omar: { name: 'Omar', hasEmail: true, hasSms: true, language: 'ar' },
    huda: { name: 'Huda', hasEmail: true, hasSms: false },
  },
  duties: [
    {
      rotation: { people: ['sara', 'omar'], every: 'week', on: 'sunday', at: '09:00', from: '2026-06-07' },
      people: [],
    },
    { people: ['huda'] },
  ],
  covers: [
    {
      id: '01JD0000000000000000000000',
      covered: { person: 'sara' },
      by: 'omar',
      from: '2026-06-12T15:00:00.000Z',
      to: '2026-06-14T06:00:00.000Z',
      reason: 'travelling',
      createdBy: 'Sara',
      createdAt: '2026-06-11T12:00:00.000Z',
    },
  ],
};

const mailOf = (of: WeekFacts, language: Context['oncall']['language'] = 'en'): Message => {
  const context: Context = {
    ...contextAt(0, { language, escalationMinutes: [15], weeklyReport: 'sunday 09:00', ...TEAM }),
    now: SENT_AT,
    links,
  };
  const week = weekNamed('2026-W24', weekRule(context.oncall));
  if (!week) throw new Error('there is no such week');
  return weeklyReportMessage(weeklyReport(of, week, context.oncall, SENT_AT), context);
};

/** What people are told once a week. */
export const reportStories: Record<string, () => Message> = {
  'weekly-report': () => mailOf(facts),
  'weekly-report-in-arabic': () => mailOf(facts, 'ar'),
  'weekly-report-without-incident': () => mailOf(calm),
  'weekly-report-without-incident-in-arabic': () => mailOf(calm, 'ar'),
};
