import { describe, expect, test } from '@jest/globals';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import type { WeekIncident, WeekTimeline } from '../../../../lib/domain/reports/week-facts.ts';
import { day, endpoint, incident, kinds, MENU, ORDERS, report, sms, timeline } from './week-facts.ts';

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
