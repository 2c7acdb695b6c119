import { describe, expect, test } from '@jest/globals';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { answeredShare } from '../../../../lib/domain/reports/endpoint-lines.ts';
import { day, endpoint, HOUR_MS, incident, MENU, MINUTE_MS, ORDERS, report } from './week-facts.ts';

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
