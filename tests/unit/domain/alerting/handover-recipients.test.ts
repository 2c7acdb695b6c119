import { describe, expect, test } from '@jest/globals';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { handoverOn } from '../../../../lib/domain/alerting/handover.ts';
import { markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { renderDigest } from '../../../../lib/messages/render.ts';
import { at, due, oncall, opened, person, sent } from './team-in-turns.ts';

describe('whoever can be reached', () => {
  const withContacts = (omar: { hasEmail: boolean; hasSms: boolean }) =>
    RuntimeOncallConfig.parse({ ...oncall, people: { ...oncall.people, omar: { name: 'Omar', ...omar } } });
  const told = sent(opened, '13T05:51');
  const dueTo = (omar: { hasEmail: boolean; hasSms: boolean }) =>
    dueAlerts(told, undefined, withContacts(omar), at('13T06:00'));

  test('by SMS alone gets no mail, by email alone no SMS, which the limit would count', () => {
    expect(dueTo({ hasEmail: false, hasSms: true })).toMatchObject({ sms: { to: ['omar'] } });
    expect(dueTo({ hasEmail: false, hasSms: true })).not.toHaveProperty('email');
    expect(dueTo({ hasEmail: true, hasSms: false })).toMatchObject({ email: { to: ['omar'] } });
    expect(dueTo({ hasEmail: true, hasSms: false })).not.toHaveProperty('sms');
  });

  test('somebody with the turn at two levels is called once, and once more by no hand-over between the two', () => {
    const both = RuntimeOncallConfig.parse({
      ...oncall,
      duties: [
        { rotation: { people: ['sara', 'omar'], every: 'day', at: '09:00', from: '2026-06-12' } },
        { rotation: { people: ['omar', 'sara'], every: 'day', at: '09:00', from: '2026-06-12' } },
      ],
    });
    const first = dueAlerts(opened, undefined, both, at('13T05:51'));
    const one = { ...opened, lastSent: markSent(opened, first, ['email', 'sms'], at('13T05:51')) };
    const second = dueAlerts(one, undefined, both, at('13T06:06'));
    expect(second.sms).toMatchObject({ level: 2, onDuty: ['omar', 'sara'] });
    const all = { ...one, lastSent: markSent(one, second, ['email', 'sms'], at('13T06:06')) };
    expect(dueAlerts(all, undefined, both, at('14T06:00')).sms).toBeUndefined();
  });
});

test('a digest with what only some have come on duty for wakes nobody whom another member does not', () => {
  const told = sent(opened, '13T05:51');
  const handed = { incident: told, ...due(told, '13T06:00').sms };
  if (handed.kind === undefined || handed.reason === undefined) throw new Error('nothing is due');
  const alert = { ...handed, kind: handed.kind, reason: handed.reason };
  const context = { oncall, now: at('13T06:00').getTime(), place: { stage: 'test', region: 'x' } };
  const only = renderDigest([alert, alert], ['sms'], context);
  expect(only.attributes.recipient).toEqual(['woken:@omar']);
  const over = { ...told, state: 'resolved' as const, resolution: 'person' as const };
  const ended = { incident: over, kind: 'resolved' as const, reason: 'over', onDuty: ['omar'], level: 1 };
  const mixed = renderDigest([alert, ended], ['sms'], context);
  expect(mixed.attributes.recipient).toEqual(['woken:@omar', 'woken:level-1']);
  const byMail = renderDigest([alert, ended], ['email'], context);
  expect(byMail.attributes.recipient).toEqual([
    'people:@omar',
    'people:level-1',
    'people:@sara',
    ...[1, 2, 3, 4, 5].map((level) => `machines:level-${level}`), // programs of every level hear of an end
  ]);
});

test('a hand-over names all who came, and only those whom the channel reaches', () => {
  const withPeople = (omar: object, huda: object) => ({
    ...oncall,
    people: {
      sara: person('Sara'),
      omar: { ...person('Omar'), ...omar },
      huda: { ...person('Huda'), ...huda },
    },
    duties: [{ ...oncall.duties[0], people: ['huda'] }],
  });
  const team = withPeople({ hasSms: false }, { hasEmail: false });
  const email = {
    at: at('13T05:51').toISOString(),
    kind: 'opened',
    state: 'open',
    count: 1,
    cause: 'c',
    growthIntervalMinutes: 5,
    level: 1,
  } as const;
  const lastSent = { revision: 1, email, sms: email };
  const on = (channel: 'email' | 'sms') => handoverOn(channel, lastSent, '0', team, at('13T06:00'));
  expect(on('email')).toMatchObject({
    to: ['omar'],
    reason: 'Omar came on duty, and nobody has acknowledged it',
  });
  expect(on('sms')).toMatchObject({
    to: ['huda'],
    reason: 'Huda came on duty, and nobody has acknowledged it',
  });
  const reached = withPeople({}, {});
  expect(handoverOn('email', lastSent, '0', reached, at('13T06:00'))).toMatchObject({
    to: ['omar', 'huda'],
    reason: 'Omar, Huda came on duty, and nobody has acknowledged it',
  });
});
