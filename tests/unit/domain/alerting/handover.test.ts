import { describe, expect, test } from '@jest/globals';
import { isOneMessage } from '../../../../lib/domain/alerting/due-alert.ts';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { dueSince } from '../../../../lib/domain/alerting/due-since.ts';
import { handoverOn } from '../../../../lib/domain/alerting/handover.ts';
import { markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { at, due, oncall, opened, sent, silencedUntil } from './team-in-turns.ts';

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
  const silence = silencedUntil(told, '13T12:00');
  expect(dueAlerts(told, silence, oncall, at('13T06:00'))).toEqual({});
});

test('a team without people has no hand-overs', () => {
  const plain = RuntimeOncallConfig.parse({});
  const first = dueAlerts(opened, undefined, plain, at('13T05:51'));
  expect(first.email).not.toHaveProperty('onDuty');
  expect(markSent(opened, first, ['email'], at('13T05:51')).email).not.toHaveProperty('alerted');
});

describe('whoever comes on duty hears it, and for everybody else nothing new was said:', () => {
  const told = sent(opened, '13T05:51');
  const noted: Incident = {
    ...told,
    count: 9,
    recentActions: [
      { number: 1, kind: 'note', actor: 'Sara', at: at('13T05:59').toISOString(), text: 'the vendor knows' },
    ],
  };

  test('a note and more losses are still announced to all', () => {
    expect(due(noted, '13T06:00').email).toMatchObject({ kind: 'handover', to: ['omar'] });
    const after = sent(noted, '13T06:00');
    expect(due(after, '13T06:01').email).toMatchObject({ kind: 'note', onDuty: ['omar'] });
    expect(due(after, '13T06:01').email).not.toHaveProperty('to');
    expect(after.lastSent?.email).toMatchObject({ count: 1, at: at('13T05:51').toISOString() });
  });

  test('what still fails after planned work is summed up for all', () => {
    const window = { from: '2026-06-13T08:55', to: '2026-06-13T09:30', reason: 'new till' };
    const maintained = RuntimeOncallConfig.parse({
      ...oncall,
      maintenance: [window],
      escalationMinutes: [600],
    });
    const dueIn = (of: Incident, time: string) => dueAlerts(of, undefined, maintained, at(time));
    expect(dueIn(told, '13T06:10')).toEqual({});
    const first = dueIn(told, '13T06:30');
    expect(first.email).toMatchObject({ kind: 'handover', to: ['omar'] });
    const after = { ...told, lastSent: markSent(told, first, ['email', 'sms'], at('13T06:30')) };
    expect(dueIn(after, '13T06:31').email).toMatchObject({ kind: 'reminder', why: 'maintenance-ended' });
  });

  test('the reminder comes when it would have come', () => {
    const after = sent(told, '13T06:00');
    const alone = RuntimeOncallConfig.parse({ ...oncall, escalationMinutes: [600] });
    expect(dueAlerts(after, undefined, alone, at('13T06:50')).email).toEqual(undefined);
    expect(dueAlerts(after, undefined, alone, at('13T06:51')).email).toMatchObject({ kind: 'reminder' });
  });
});

test('nobody hears of a hand-over before somebody was called in this cycle', () => {
  expect(handoverOn('sms', undefined, '0', oncall, at('13T06:00'))).toBeUndefined();
  expect(handoverOn('sms', sent(opened, '13T05:51').lastSent, '1', oncall, at('13T06:00'))).toBeUndefined();
});

test('a hand-over is due since somebody came on duty, or since the last message if that is later', () => {
  const told = sent(opened, '13T05:51');
  expect(dueSince(told, undefined, oncall, at('13T06:04'))).toEqual(at('13T06:00'));
});

test('one message serves both channels only where it goes to the same people', () => {
  const { email, sms } = due(sent(opened, '13T05:51'), '13T06:00');
  if (!email || !sms) throw new Error('nothing is due');
  expect(isOneMessage({ email, sms })).toBe(true);
  expect(isOneMessage({ email, sms: { ...sms, to: ['huda'] } })).toBe(false);
  expect(isOneMessage({ email, sms: { ...sms, level: 2 } })).toBe(false);
});
