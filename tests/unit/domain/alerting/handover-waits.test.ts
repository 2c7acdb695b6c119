import { describe, expect, test } from '@jest/globals';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { at, due, oncall, opened, person, sent, silencedUntil } from './team-in-turns.ts';

describe('a hand-over waits, or is none, where', () => {
  const told = sent(opened, '13T05:51');
  const menu = 'https://api.shop.example/hooks/menu';

  test('quiet hours go on: it comes when they end, to whoever is on duty then', () => {
    const quiet = RuntimeOncallConfig.parse({
      ...oncall,
      escalationMinutes: [600],
      quietHours: { from: '08:55', to: '10:00' },
    });
    const calm = { ...told, endpoint: menu };
    expect(dueAlerts(calm, undefined, quiet, at('13T06:30'))).toEqual({});
    expect(dueAlerts(calm, undefined, quiet, at('13T07:00')).sms).toMatchObject({
      kind: 'handover',
      to: ['omar'],
    });
  });

  test('a silence ends during a shift, or an acknowledgement: the new cycle calls whoever is on duty', () => {
    const silence = silencedUntil(told, '13T08:00');
    expect(dueAlerts(told, silence, oncall, at('13T07:59'))).toEqual({});
    const again = dueAlerts(told, silence, oncall, at('13T08:00'));
    expect(again.sms).toMatchObject({ kind: 'escalated', why: 'silence-ended', level: 1, onDuty: ['omar'] });
    expect(again.sms).not.toHaveProperty('to');
    const expired: Incident = { ...told, expiredAcknowledgements: 1, acknowledgedBy: 'Sara' };
    expect(due(expired, '13T06:00').sms).toMatchObject({ why: 'acknowledgement-ended', onDuty: ['omar'] });
    expect(due(expired, '13T06:00').sms).not.toHaveProperty('to');
  });

  test('its levels and people have left oncall.yml', () => {
    const escalated = sent(sent(opened, '13T05:51'), '13T06:06');
    expect(escalated.lastSent?.sms).toMatchObject({ level: 2, alerted: ['sara', 'omar', 'huda'] });
    const fewer = RuntimeOncallConfig.parse({
      ...oncall,
      escalationMinutes: [],
      people: { sara: person('Sara') },
      duties: [{ people: ['sara'] }],
    });
    const now = dueAlerts(escalated, undefined, fewer, at('13T06:07'));
    expect(now.sms).toMatchObject({ kind: 'handover', to: ['sara'], onDuty: ['sara'] });
    const over: Incident = { ...escalated, state: 'resolved', resolution: 'person' };
    expect(dueAlerts(over, undefined, fewer, at('13T06:07')).email).toMatchObject({
      kind: 'resolved',
      level: 2,
    });
  });

  test('a level gets a rotation in the middle of an incident: who is on duty was never called', () => {
    const before = RuntimeOncallConfig.parse({ timeZone: 'Asia/Riyadh', escalationMinutes: [600] });
    const first = dueAlerts(opened, undefined, before, at('13T05:51'));
    const called = { ...opened, lastSent: markSent(opened, first, ['email', 'sms'], at('13T05:51')) };
    expect(due(called, '13T05:52').sms).toMatchObject({ kind: 'handover', to: ['sara'] });
  });
});
