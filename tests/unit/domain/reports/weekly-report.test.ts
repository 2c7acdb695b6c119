import { describe, expect, test } from '@jest/globals';
import { incidentIdOf } from '../../../../lib/domain/incidents/incident.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import type { Day } from '../../../../lib/domain/probing/daily-stats.ts';
import { answeredShare } from '../../../../lib/domain/reports/endpoint-lines.ts';
import { weekRule } from '../../../../lib/domain/reports/send-time.ts';
import { weekNamed } from '../../../../lib/domain/reports/week.ts';
import type {
  WeekEndpoint,
  WeekFacts,
  WeekIncident,
  WeekTimeline,
} from '../../../../lib/domain/reports/week-facts.ts';
import { weeklyReport } from '../../../../lib/domain/reports/weekly-report.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ORDERS = 'https://api.shop.example/hooks/orders';
const MENU = 'https://api.shop.example/hooks/menu';
/** After the week that begins on 23 November. */
const AFTER = Date.parse('2026-12-01T00:00:00.000Z');

const incident = (over: Partial<WeekIncident> = {}): WeekIncident => ({
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

const day = (date: string, over: Partial<Day> = {}): Day => ({
  day: date,
  up: 0,
  down: 0,
  unknown: 0,
  upMsTotal: 0,
  notifications: 0,
  ...over,
});

const endpoint = (over: Partial<WeekEndpoint> = {}): WeekEndpoint => ({
  endpointKey: 'k3m9x2p4q7ra',
  endpoint: ORDERS,
  isMonitored: true,
  days: [day('2026-11-24', { up: 280, down: 8 })],
  ...over,
});

type Sent = WeekTimeline['sent'][number];
const sms = (at: string, messageId: string, level = 1): Sent => ({
  at,
  kind: 'opened',
  level,
  channels: ['email', 'sms'],
  messageId,
});

const timeline = (
  of: WeekIncident,
  sent: Sent[] = [],
  actions: WeekTimeline['actions'] = [],
): WeekTimeline => ({ incidentId: incidentIdOf(of), isWhole: true, sent, actions });

const report = (
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
const kinds = (over: Partial<WeekFacts>, oncall: Parameters<typeof report>[1] = {}) =>
  report(over, oncall).improvements.map(({ kind }) => kind);

describe('a week', () => {
  test('without anything has no figure that nobody measured', () => {
    const empty = report({});
    expect(empty).toMatchObject({
      incidents: { opened: 0, goingOn: 0, openAtEnd: 0, neverAcknowledged: 0 },
      downMs: 0,
      lostAtLeast: 0,
      toAcknowledge: { incidents: 0 },
      toRecover: { incidents: 0 },
      endpoints: [],
      causes: [],
      woken: [],
      improvements: [],
    });
    expect(empty.toAcknowledge).not.toHaveProperty('median');
  });

  test('adds up its incidents, by endpoint, cause and day', () => {
    const second = incident({
      number: 2,
      openedAt: '2026-11-25T10:00:00.000Z',
      lastAt: '2026-11-25T10:30:00.000Z',
      resolvedAt: '2026-11-25T11:00:00.000Z',
      firstAcknowledgedAt: undefined,
      count: 5,
      cause: 'dns',
    });
    const menu = incident({ endpointKey: 'm', endpoint: MENU, count: 1, resolution: 'person' });
    const { endpoints, causes, days, ...total } = report({ incidents: [menu, incident(), second] });
    expect(total).toMatchObject({
      incidents: { opened: 3, goingOn: 0, openAtEnd: 0, neverAcknowledged: 1 },
      downMs: 100 * MINUTE_MS,
      lostAtLeast: 9,
      toAcknowledge: { incidents: 2, median: 5 },
      toRecover: { incidents: 3, median: 20 },
    });
    expect(
      endpoints.map(({ name, opened, downMs, lostAtLeast }) => [name, opened, downMs, lostAtLeast]),
    ).toEqual([
      ['Orders webhook', 2, 80 * MINUTE_MS, 8],
      ['Products webhook', 1, 20 * MINUTE_MS, 1],
    ]);
    expect(causes.map(({ cause, incidents }) => [cause, incidents])).toEqual([
      ['unavailable', 2],
      ['dns', 1],
    ]);
    expect(days.filter(({ critical, others }) => critical + others > 0)).toEqual([
      { day: '2026-11-24', critical: 1, others: 1 },
      { day: '2026-11-25', critical: 1, others: 0 },
    ]);
  });

  test('has of an outage that lasts longer what lies within it: minutes, events and times', () => {
    const long = incident({
      openedAt: '2026-11-22T22:00:00.000Z',
      lastAt: '2026-12-01T00:00:00.000Z',
      resolvedAt: '2026-11-30T01:00:00.000Z',
      firstAcknowledgedAt: '2026-11-22T23:00:00.000Z',
      count: 100,
    });
    const days = [day('2026-11-23', { notifications: 7 }), day('2026-11-29', { notifications: 4 })];
    const before = report(
      { incidents: [long], endpoints: [endpoint({ days: [day('2026-11-22', { notifications: 2 })] })] },
      { name: '2026-W47' },
    );
    const during = report({ incidents: [long], endpoints: [endpoint({ days })] });
    const after = report({ incidents: [long] }, { name: '2026-W49' });
    expect([before, during, after].map(({ downMs }) => downMs / HOUR_MS)).toEqual([2, 168, 1]);
    expect(
      [before, during, after].map(({ incidents }) => [
        incidents.opened,
        incidents.goingOn,
        incidents.openAtEnd,
      ]),
    ).toEqual([
      [1, 0, 1],
      [0, 1, 1],
      [0, 1, 0],
    ]);
    expect([before, during, after].map(({ toAcknowledge }) => toAcknowledge.incidents)).toEqual([1, 0, 0]);
    expect([before, during, after].map(({ toRecover }) => toRecover.incidents)).toEqual([0, 0, 1]);
    expect([before.lostAtLeast, during.lostAtLeast]).toEqual([2, 11]);
    // No day of the last week says anything.
    expect(after).toMatchObject({ lostAtLeast: 0, lostUnknownOf: 1 });
  });

  test('over a change of the clocks counts the hour that there was twice, or not at all', () => {
    const night = (openedAt: string, resolvedAt: string) =>
      incident({ openedAt, resolvedAt, lastAt: openedAt });
    const autumn = night('2026-10-20T00:00:00.000Z', '2026-11-20T00:00:00.000Z');
    expect(report({ incidents: [autumn] }, { name: '2026-W44', timeZone: 'America/New_York' }).downMs).toBe(
      169 * HOUR_MS,
    );
    const spring = night('2026-03-01T00:00:00.000Z', '2026-04-20T00:00:00.000Z');
    expect(report({ incidents: [spring] }, { name: '2026-W13', timeZone: 'Europe/Berlin' }).downMs).toBe(
      167 * HOUR_MS,
    );
  });

  test('has an incident on its border in one week only, by the team’s own midnight', () => {
    const border = incident({
      openedAt: '2026-11-29T21:30:00.000Z', // 00:30 on Monday in Riyadh
      lastAt: '2026-11-29T21:35:00.000Z',
      resolvedAt: '2026-11-29T21:40:00.000Z',
    });
    const opened = (timeZone: string, name: string) =>
      report({ incidents: [border] }, { timeZone, name }).incidents.opened;
    expect([opened('Asia/Riyadh', '2026-W48'), opened('Asia/Riyadh', '2026-W49')]).toEqual([0, 1]);
    expect([opened('America/New_York', '2026-W48'), opened('America/New_York', '2026-W49')]).toEqual([1, 0]);
  });

  test('says how much of what was down was planned, once where two windows overlap', () => {
    const { maintenance } = RuntimeOncallConfig.parse({
      maintenance: [
        { reason: 'Weekly deploy', every: 'tuesday', from: '12:10', to: '12:15' },
        { reason: 'New database', from: '2026-11-24T12:12', to: '2026-11-24T12:18', urls: [ORDERS] },
        { reason: 'Another time', from: '2026-11-25T12:00', to: '2026-11-25T13:00' },
      ],
    });
    const menu = incident({ endpointKey: 'm', endpoint: MENU });
    expect(report({ incidents: [incident()] }, { maintenance }).plannedMs).toBe(8 * MINUTE_MS);
    expect(report({ incidents: [incident(), menu] }, { maintenance }).plannedMs).toBe(13 * MINUTE_MS);
    expect(report({ incidents: [incident()] }, { maintenance, timeZone: 'Asia/Riyadh' }).plannedMs).toBe(0);
    expect(report({ incidents: [incident()] }).plannedMs).toBe(0);
  });

  test('that is not over counts an open incident until now', () => {
    const open = incident({ state: 'open', resolvedAt: undefined, resolution: undefined });
    const now = Date.parse('2026-11-24T13:00:00.000Z');
    expect(report({ incidents: [open] }, { now })).toMatchObject({
      isOver: false,
      downMs: HOUR_MS,
      incidents: { openAtEnd: 1 },
    });
    expect(report({ incidents: [open] })).toMatchObject({ isOver: true, incidents: { openAtEnd: 1 } });
  });

  test('counts neither test alerts nor, as an outage, posts that could not be read', () => {
    const test = incident({ sources: { 'test-alert': 1 } });
    const unreadable = incident({
      endpointKey: 'source:main',
      endpoint: undefined,
      cause: 'unreadable',
      count: 9,
    });
    expect(report({ incidents: [test] }).incidents.opened).toBe(0);
    const of = report({ incidents: [unreadable] });
    expect(of).toMatchObject({ downMs: 0, lostAtLeast: 0, causes: [], incidents: { opened: 1 } });
    expect(of.improvements).toEqual([{ kind: 'unreadable', incidentIds: ['source:main-1'], count: 1 }]);
  });

  test('takes of a flood’s events those that came in it, or says that nobody knows', () => {
    const flood = incident({ endpointKey: 'flood:main', endpoint: undefined, cause: 'flood', count: 900 });
    expect(report({ incidents: [flood] })).toMatchObject({ lostAtLeast: 900, lostUnknownOf: 0 });
    const spanning = { ...flood, openedAt: '2026-11-20T00:00:00.000Z' };
    expect(report({ incidents: [spanning] })).toMatchObject({ lostAtLeast: 0, lostUnknownOf: 1 });
  });
});

describe('availability', () => {
  test('is by the number of probes, and a share only of a hundred that proved anything', () => {
    expect(report({ endpoints: [endpoint()] }).endpoints[0]?.probes).toEqual({
      up: 280,
      down: 8,
      unknown: 0,
    });
    expect(answeredShare({ up: 280, down: 8, unknown: 0 })).toBeCloseTo(0.9722, 4);
    expect(answeredShare({ up: 99, down: 0, unknown: 500 })).toBeUndefined();
    expect(answeredShare({ up: 100, down: 0, unknown: 0 })).toBe(1);
    expect(answeredShare({ up: 0, down: 0, unknown: 0 })).toBeUndefined();
  });
});

/** A team of two with numbers, one without; level 2 has fixed subscribers by SMS. */
const TEAM = {
  people: {
    sara: { name: 'Sara', hasEmail: true, hasSms: true },
    omar: { name: 'Omar', hasEmail: true, hasSms: true },
    huda: { name: 'Huda', hasEmail: true, hasSms: false },
  },
  smsLevels: [2],
} satisfies Partial<RuntimeOncallConfig>;

describe('who was woken', () => {
  const [a, b] = [incident(), incident({ number: 2 })];
  const night = (messageId: string, people: string[] = []) => ({
    ...sms('2026-11-24T01:00:00.000Z', messageId),
    people,
  });

  test('is by message: a digest about many wakes once, and a level hears what those above it hear', () => {
    const of = report(
      {
        incidents: [a, b],
        timelines: [
          timeline(a, [
            night('digest'),
            sms('2026-11-24T12:00:00.000Z', 'escalated', 2),
            { ...sms('2026-11-24T01:30:00.000Z', 'mail'), channels: ['email'] },
          ]),
          timeline(b, [night('digest')]),
        ],
      },
      { smsLevels: [1, 2] },
    );
    expect(of.woken).toEqual([
      { phone: { level: 1 }, sms: 2, atNight: 1 },
      { phone: { level: 2 }, sms: 1, atNight: 0 },
    ]);
    expect(of.alerts).toMatchObject({ emails: 3, sms: 2, atNight: 1 });
  });

  test('is by person, and only who has a number; a hand-over wakes no fixed subscriber', () => {
    const of = report(
      {
        incidents: [a],
        timelines: [
          timeline(a, [
            night('one', ['sara', 'huda']),
            night('two', ['sara', 'gone']),
            { ...night('three', ['omar']), kind: 'handover', level: 2 },
            { ...sms('2026-11-24T12:00:00.000Z', 'four', 2), people: ['omar'] },
          ]),
        ],
      },
      TEAM,
    );
    expect(of.woken).toEqual([
      { phone: { person: 'sara', name: 'Sara' }, sms: 2, atNight: 2 },
      { phone: { person: 'omar', name: 'Omar' }, sms: 2, atNight: 1 },
      { phone: { person: 'gone', name: 'Gone' }, sms: 1, atNight: 1 },
      { phone: { level: 2 }, sms: 1, atNight: 0 },
    ]);
  });

  test('is nobody where nobody whom it was for has a number', () => {
    const of = report(
      { incidents: [a], timelines: [timeline(a, [night('one', ['huda'])])] },
      { ...TEAM, smsLevels: [] },
    );
    expect(of.woken).toEqual([]);
    expect(of.alerts).toMatchObject({ emails: 1, sms: 0, atNight: 0 });
  });

  test('is at night from ten to seven by the team’s clocks, or in its quiet hours', () => {
    const nightly = (at: string, oncall: Partial<RuntimeOncallConfig> = {}) =>
      report(
        { incidents: [incident()], timelines: [timeline(incident(), [sms(at, 'one')])] },
        { smsLevels: [1], ...oncall },
      ).alerts.atNight;
    expect(nightly('2026-11-24T21:59:00.000Z')).toBe(0);
    expect(nightly('2026-11-24T22:00:00.000Z')).toBe(1);
    expect(nightly('2026-11-24T06:59:00.000Z')).toBe(1);
    expect(nightly('2026-11-24T07:00:00.000Z')).toBe(0);
    expect(nightly('2026-11-24T19:00:00.000Z', { timeZone: 'Asia/Riyadh' })).toBe(1);
    const { quietHours } = RuntimeOncallConfig.parse({ quietHours: { from: '13:00', to: '14:00' } });
    expect(nightly('2026-11-24T13:30:00.000Z', { quietHours })).toBe(1);
    expect(nightly('2026-11-24T23:00:00.000Z', { quietHours })).toBe(0);
  });

  test('suggests turns where one of several was woken most of all nights', () => {
    const given = (...nights: string[]) => ({
      incidents: [a],
      endpoints: [endpoint()],
      timelines: [
        timeline(
          a,
          nights.map((person, index) => night(`n${index}`, [person])),
        ),
      ],
    });
    expect(report(given('sara', 'sara', 'sara', 'omar'), TEAM).improvements).toEqual([
      { kind: 'most-woken', name: 'Sara', atNight: 3, of: 4 },
    ]);
    expect(kinds(given('sara', 'sara', 'omar', 'omar'), TEAM)).toEqual([]);
    expect(kinds(given('sara', 'sara', 'sara', 'omar', 'omar', 'omar'), TEAM)).toEqual([]);
    const alone = { ...TEAM, people: { sara: TEAM.people.sara, huda: TEAM.people.huda } };
    expect(kinds(given('sara', 'sara', 'sara'), alone)).toEqual([]);
  });
});

describe('who was on duty', () => {
  const rotation = {
    people: ['sara', 'omar'],
    every: 'week' as const,
    on: 'sunday' as const,
    at: '09:00',
    from: '2026-11-22',
  };
  const named = (oncall: Partial<RuntimeOncallConfig>) =>
    report({}, { ...TEAM, ...oncall }).duties.map(({ level, name, instead, from, to }) => [
      level,
      name,
      instead,
      new Date(from).toISOString().slice(0, 16),
      new Date(to).toISOString().slice(0, 16),
    ]);

  test('is by turns within the week, with those who are always on duty as one', () => {
    expect(named({ duties: [{ rotation, people: [] }, { people: ['huda'] }] })).toEqual([
      [1, 'Sara', undefined, '2026-11-23T00:00', '2026-11-29T09:00'],
      [1, 'Omar', undefined, '2026-11-29T09:00', '2026-11-30T00:00'],
      [2, 'Huda', undefined, '2026-11-23T00:00', '2026-11-30T00:00'],
    ]);
    expect(named({})).toEqual([]);
  });

  test('is whoever stood in, for as long as they did', () => {
    const cover = {
      id: 'c',
      covered: { person: 'sara' },
      by: 'omar',
      from: '2026-11-24T18:00:00.000Z',
      to: '2026-11-27T18:00:00.000Z',
      endedAt: '2026-11-25T06:00:00.000Z',
      reason: 'ill',
      createdBy: 'Sara',
      createdAt: '2026-11-24T10:00:00.000Z',
    };
    expect(named({ duties: [{ rotation, people: [] }], covers: [cover] }).slice(0, 3)).toEqual([
      [1, 'Sara', undefined, '2026-11-23T00:00', '2026-11-24T18:00'],
      [1, 'Omar', 'Sara', '2026-11-24T18:00', '2026-11-25T06:00'],
      [1, 'Sara', undefined, '2026-11-25T06:00', '2026-11-29T09:00'],
    ]);
  });
});

describe('what to improve', () => {
  test('is nothing after a week in which all went well', () => {
    expect(
      kinds({ incidents: [incident()], endpoints: [endpoint()], timelines: [timeline(incident())] }),
    ).toEqual([]);
  });

  test('names incidents that were acknowledged later than the next level is alerted, the latest first', () => {
    const late = (number: number, minute: number) =>
      incident({
        number,
        firstAcknowledgedAt: `2026-11-24T12:${minute}:00.000Z`,
        resolvedAt: '2026-11-24T13:30:00.000Z',
      });
    const incidents = [late(1, 14), late(2, 16), late(3, 40), late(4, 20), late(5, 30)];
    expect(
      report({ incidents, endpoints: [endpoint()] }, { escalationMinutes: [15] }).improvements[0],
    ).toEqual({
      kind: 'acknowledged-late',
      minutes: 15,
      incidentIds: ['k3m9x2p4q7ra-3', 'k3m9x2p4q7ra-5', 'k3m9x2p4q7ra-4'],
      count: 4,
    });
    expect(kinds({ incidents: [late(1, 29)], endpoints: [endpoint()] })).toEqual([]);
    expect(kinds({ incidents: [late(1, 31)], endpoints: [endpoint()] })).toEqual(['acknowledged-late']);
  });

  test('names what nobody took on, over or not, unless it was over soon', () => {
    const never = (over: Partial<WeekIncident>) => incident({ firstAcknowledgedAt: undefined, ...over });
    const given = (one: WeekIncident) => ({ incidents: [one], endpoints: [endpoint()] });
    expect(kinds(given(never({})))).toEqual([]);
    expect(kinds(given(never({ resolvedAt: '2026-11-24T12:31:00.000Z' })))).toEqual(['never-acknowledged']);
    expect(kinds(given(never({ state: 'open', resolvedAt: undefined })))).toEqual(['never-acknowledged']);
  });

  test('names an acknowledgement and a silence that ended while it still failed, and no other', () => {
    const long = incident({ resolvedAt: '2026-11-24T15:00:00.000Z' });
    const given = (...actions: WeekTimeline['actions']) => ({
      incidents: [long],
      endpoints: [endpoint()],
      timelines: [timeline(long, [], actions)],
    });
    const act = (kind: 'acknowledged' | 'silenced' | 'unsilenced', at: string, until?: string) => ({
      kind,
      actor: 'Sara',
      at: `2026-11-24T${at}:00.000Z`,
      until: until === undefined ? undefined : `2026-11-24T${until}:00.000Z`,
    });
    expect(kinds(given(act('acknowledged', '12:05', '12:35')))).toEqual(['acknowledgement-expired']);
    expect(
      kinds(given(act('acknowledged', '12:05', '12:35'), act('acknowledged', '12:30', '15:30'))),
    ).toEqual([]);
    expect(kinds(given(act('silenced', '12:05', '14:00')))).toEqual(['silence-ended']);
    expect(kinds(given(act('silenced', '12:05', '14:00'), act('unsilenced', '13:00')))).toEqual([]);
    expect(kinds(given(act('silenced', '12:05', '16:00')))).toEqual([]);
  });

  test('suggests quiet hours where SMS at night were about what is not critical, unless there are any', () => {
    const menu = incident({ endpointKey: 'm', endpoint: MENU });
    const given = (one: WeekIncident, at = '2026-11-24T03:00:00.000Z') => ({
      incidents: [one],
      endpoints: [endpoint({ endpointKey: one.endpointKey, endpoint: one.endpoint })],
      timelines: [timeline(one, [sms(at, 'one')])],
    });
    const smsLevels = [1];
    expect(report(given(menu), { smsLevels }).improvements).toEqual([
      { kind: 'woken-for-warnings', incidentIds: ['m-1'], count: 1, sms: 1 },
    ]);
    expect(kinds(given(menu))).toEqual([]); // nobody has a number
    expect(kinds(given(incident()), { smsLevels })).toEqual([]);
    expect(kinds(given(menu, '2026-11-24T12:00:00.000Z'), { smsLevels })).toEqual([]);
    const { quietHours } = RuntimeOncallConfig.parse({ quietHours: { from: '23:00', to: '07:00' } });
    expect(kinds(given(menu), { smsLevels, quietHours })).toEqual([]);
  });

  test('names an endpoint that failed three times in the week', () => {
    const times = (count: number) => ({
      incidents: Array.from({ length: count }, (_, index) => incident({ number: index + 1 })),
      endpoints: [endpoint()],
    });
    expect(kinds(times(2))).toEqual([]);
    expect(report(times(3)).improvements).toEqual([
      {
        kind: 'flapping',
        endpoints: [{ endpointKey: 'k3m9x2p4q7ra', endpoint: ORDERS, name: 'Orders webhook' }],
        count: 1,
      },
    ]);
  });

  test('names a certificate that ends soon after the week, and none that has ended', () => {
    const ends = (certificateEndsAt: string) => kinds({ endpoints: [endpoint({ certificateEndsAt })] });
    expect(ends('2026-12-20T00:00:00.000Z')).toEqual(['certificate']);
    expect(ends('2026-12-31T00:00:00.000Z')).toEqual([]);
    expect(ends('2026-11-20T00:00:00.000Z')).toEqual([]);
    const two = ['2026-12-20T00:00:00.000Z', '2026-12-10T00:00:00.000Z'].map((certificateEndsAt, index) =>
      endpoint({ endpointKey: `k${index}`, certificateEndsAt }),
    );
    expect(report({ endpoints: two }).improvements).toMatchObject([
      {
        kind: 'certificate',
        count: 2,
        endsAt: '2026-12-10T00:00:00.000Z',
        endpoints: [{ endpointKey: 'k1' }, {}],
      },
    ]);
  });

  test('says where an end was not checked, and where no probe says how the endpoint is', () => {
    const quiet = incident({ resolution: 'quiet' });
    expect(kinds({ incidents: [quiet], endpoints: [endpoint()] })).toEqual(['unverified-end']);
    expect(kinds({ incidents: [incident()], endpoints: [endpoint({ days: [] })] })).toEqual(['not-probed']);
    const unknown = endpoint({ days: [day('2026-11-24', { unknown: 40 })] });
    expect(report({ incidents: [incident()], endpoints: [unknown] }).improvements).toMatchObject([
      { kind: 'probes-inconclusive', count: 1 },
    ]);
    expect(kinds({ endpoints: [unknown] })).toEqual([]);
  });

  test('counts thousands of endpoints, and names three', () => {
    const incidents = Array.from({ length: 5000 }, (_, index) =>
      incident({ endpointKey: `k${index}`, endpoint: `https://made-up.example/${index}` }),
    );
    const [only, ...others] = report({ incidents }).improvements;
    expect(only).toMatchObject({ kind: 'not-probed', count: 5000, endpoints: [{}, {}, {}] });
    expect(others).toEqual([]);
  });
});
