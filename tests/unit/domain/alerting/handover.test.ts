import { describe, expect, test } from '@jest/globals';
import { isOneMessage } from '../../../../lib/domain/alerting/due-alert.ts';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { dueSince } from '../../../../lib/domain/alerting/due-since.ts';
import { handoverOn } from '../../../../lib/domain/alerting/handover.ts';
import { markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { renderDigest } from '../../../../lib/messages/render.ts';
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
    const silence = {
      endpointKey: told.endpointKey,
      item: 'silence' as const,
      incidentId: told.incidentId,
      actor: 'Sara',
      at: at('13T05:55').toISOString(),
      reason: 'known',
      until: at('13T08:00').toISOString(),
    };
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
