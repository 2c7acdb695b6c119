import { expect, test } from '@jest/globals';
import { isOneMessage } from '../../../../lib/domain/alerting/due-alert.ts';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { incident } from '../../messages/fixtures.ts';

const person = (name: string) => ({ name, hasEmail: true, hasSms: true });
const oncall = RuntimeOncallConfig.parse({
  timeZone: 'Asia/Riyadh',
  escalationMinutes: [15],
  people: { sara: person('Sara'), omar: person('Omar'), huda: person('Huda') },
  duties: [
    { rotation: { people: ['sara', 'omar'], every: 'day', at: '09:00', from: '2026-06-12' } },
    { people: ['huda'] },
  ],
});
/** Sara's turn lasts from Friday 09:00 in Riyadh to Saturday 09:00. */
const at = (time: string): Date => new Date(`2026-06-${time}:00.000Z`);
const opened = incident({ openedAt: at('13T05:50').toISOString(), lastAt: at('13T05:50').toISOString() });
const due = (of: Incident, time: string) => dueAlerts(of, undefined, oncall, at(time));
const sent = (of: Incident, time: string): Incident => ({
  ...of,
  lastSent: markSent(of, due(of, time), ['email', 'sms'], at(time)),
});

test('the first alert is for whoever is on duty then, and records them', () => {
  expect(due(opened, '13T05:51').sms).toMatchObject({ kind: 'opened', level: 1, onDuty: ['sara'] });
  expect(sent(opened, '13T05:51').lastSent?.sms).toMatchObject({ onDuty: ['sara'], alerted: ['sara'] });
});

test('whoever comes on duty is alerted about what nobody has acknowledged, once, and nobody else is', () => {
  const told = sent(opened, '13T05:51');
  expect(due(told, '13T05:59')).toEqual({});
  const { email, sms } = due(told, '13T06:00');
  expect(sms).toEqual({
    kind: 'handover',
    reason: 'Omar came on duty, and nobody has acknowledged it',
    level: 1,
    cycle: '0',
    onDuty: ['omar'],
    to: ['omar'],
  });
  expect(isOneMessage({ ...(email && { email }), ...(sms && { sms }) })).toBe(true);
  const again = sent(told, '13T06:00');
  expect(again.lastSent?.sms).toMatchObject({ onDuty: ['omar'], alerted: ['sara', 'omar'] });
  expect(due(again, '13T06:01')).toEqual({});
});

test('a hand-over does not put off the next level', () => {
  const again = sent(sent(opened, '13T05:51'), '13T06:00');
  expect(due(again, '13T06:05')).toEqual({});
  expect(due(again, '13T06:06').sms).toMatchObject({ kind: 'escalated', level: 2, onDuty: ['omar', 'huda'] });
});

test('the next level at the same minute alerts all, whoever has come among them', () => {
  const told = sent(opened, '13T05:51');
  expect(due(told, '13T06:06').sms).toMatchObject({ kind: 'escalated', level: 2, onDuty: ['omar', 'huda'] });
});

test('whoever comes back after somebody else hears of it again', () => {
  const third = sent(sent(sent(opened, '13T05:51'), '13T06:06'), '14T06:00');
  expect(third.lastSent?.email?.alerted).toEqual(['sara', 'omar', 'huda']);
  expect(third.lastSent?.email?.onDuty).toEqual(['sara', 'huda']);
});

test('what is acknowledged, silenced or over is handed over without an alert', () => {
  const told = sent(opened, '13T05:51');
  const acknowledged: Incident = {
    ...told,
    state: 'acknowledged',
    acknowledgedUntil: at('13T07:00').toISOString(),
  };
  expect(due(acknowledged, '13T06:00')).toEqual({});
  const silence = {
    endpointKey: told.endpointKey,
    item: 'silence' as const,
    incidentId: told.incidentId,
    actor: 'Sara',
    at: at('13T05:55').toISOString(),
    reason: 'known',
    until: at('13T12:00').toISOString(),
  };
  expect(dueAlerts(told, silence, oncall, at('13T06:00'))).toEqual({});
});

test('a team without people has no hand-overs', () => {
  const plain = RuntimeOncallConfig.parse({});
  const first = dueAlerts(opened, undefined, plain, at('13T05:51'));
  expect(first.email).not.toHaveProperty('onDuty');
  expect(markSent(opened, first, ['email'], at('13T05:51')).email).not.toHaveProperty('alerted');
});
