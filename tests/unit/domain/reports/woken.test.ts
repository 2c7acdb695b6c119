import { describe, expect, test } from '@jest/globals';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { endpoint, incident, kinds, report, sms, TEAM, timeline } from './week-facts.ts';

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
