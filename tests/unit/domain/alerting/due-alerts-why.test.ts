import { describe, expect, test } from '@jest/globals';
import { isOneMessage } from '../../../../lib/domain/alerting/due-alert.ts';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import {
  escalationCycle,
  inQuietHours,
  isMuted,
  maintenanceEnd,
  unsuppressedSince,
} from '../../../../lib/domain/alerting/suppression.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import type { Silence } from '../../../../lib/domain/incidents/silence.ts';
import { unsentActions } from '../../../../lib/domain/incidents/unsent-actions.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { at, opened } from '../../examples.ts';

const settings = (more: Record<string, unknown> = {}) =>
  RuntimeOncallConfig.parse({ escalationMinutes: [15], ...more });
const openedSent = (incident: Incident = opened()): Incident => ({
  ...incident,
  lastSent: markSent(
    incident,
    dueAlerts(incident, undefined, settings(), at('03:00:00.000')),
    ['email', 'sms'],
    at('03:00:00.000'),
  ),
});
const silence: Silence = {
  endpointKey: 'abcdefghjkmn',
  item: 'silence',
  incidentId: 'abcdefghjkmn-1',
  actor: 'Omar',
  reason: 'known',
  at: at('03:01:00.000').toISOString(),
  until: at('04:01:00.000').toISOString(),
};

describe('why an escalation comes', () => {
  const why = (incident: Incident, time: string, of?: Silence) => {
    const { email, sms } = dueAlerts(incident, of, settings(), at(time));
    expect(sms?.reason).toBe(email?.reason);
    return email?.reason;
  };

  test('nobody has acknowledged it', () => {
    expect(why(openedSent(), '03:15:00.000')).toBe('nobody has acknowledged it');
  });
  test('an acknowledgement ended, whose it was', () => {
    const expireAcknowledgement = { ...openedSent(), expiredAcknowledgements: 1 };
    expect(why({ ...expireAcknowledgement, acknowledgedBy: 'Sara' }, '03:40:00.000')).toBe(
      'the acknowledgement by Sara ended, and nobody has closed it',
    );
    expect(why(expireAcknowledgement, '03:40:00.000')).toBe(
      'the acknowledgement by somebody ended, and nobody has closed it',
    );
  });
  test('a silence is over', () => {
    expect(why(openedSent(), '04:01:00.000', silence)).toBe('the silence is over, and it still fails');
    expect(
      escalationCycle({ ...openedSent(), expiredAcknowledgements: 2 }, silence, at('04:01:00.000')),
    ).toBe(`2 ${silence.at}`);
  });
  test('only acts were told so far', () => {
    const lastSent = openedSent();
    const email = lastSent.lastSent?.email && { ...lastSent.lastSent.email, level: 0, highestLevel: 0 };
    const incident = { ...lastSent, lastSent: { revision: 1, email } };
    expect(dueAlerts(incident, undefined, settings(), at('03:15:00.000')).email).toMatchObject({
      kind: 'opened',
      reason: 'it still fails',
    });
  });
});

test('an act is told with who did what, once', () => {
  const recentActions = [
    { number: 1, kind: 'note' as const, actor: 'Sara', at: at('03:01:00.000').toISOString() },
    { number: 2, kind: 'note' as const, actor: 'Omar', at: at('03:02:00.000').toISOString() },
  ];
  const incident = { ...openedSent(), recentActions };
  expect(unsentActions(opened())).toEqual([]);
  expect(unsentActions(incident)).toEqual(recentActions);
  const due = dueAlerts(incident, undefined, settings(), at('03:03:00.000'));
  expect(due).toEqual({ email: { kind: 'note', reason: 'Omar: note', level: 1, cycle: '0' } });
  const lastSent = markSent(incident, due, ['email'], at('03:03:00.000'));
  expect(unsentActions({ ...incident, lastSent })).toEqual([]);
  expect(lastSent.email).toMatchObject({ level: 1, highestLevel: 1, cycle: '0', lastAction: 2 });
});

test('one publish says what is the same on both channels', () => {
  const one = { kind: 'opened', reason: '', level: 1, cycle: '0' } as const;
  expect(isOneMessage({ email: one, sms: one })).toBe(true);
  expect(isOneMessage({ email: one, sms: { ...one, level: 2 } })).toBe(false);
  expect(isOneMessage({ email: one, sms: { ...one, kind: 'escalated' } })).toBe(false);
  expect(isOneMessage({ email: one })).toBe(false);
  expect(isOneMessage({ sms: one })).toBe(false);
  expect(isOneMessage({})).toBe(false);
});

test('a test alert says that it is one, and waits for no morning', () => {
  const oncall = settings({ quietHours: { from: '22:00', to: '07:00' } });
  const testAlert = opened({ source: 'test-alert', endpoint: 'https://api.shop.example/loyalty' });
  const test = { kind: 'test', reason: 'a test alert', level: 2, cycle: '0' };
  expect(inQuietHours(testAlert, oncall, at('03:00:00.000'))).toBe(true);
  expect(dueAlerts(testAlert, undefined, oncall, at('03:00:00.000'))).toEqual({ email: test, sms: test });
  const lastSent = markSent(testAlert, { email: { ...test, kind: 'test' } }, ['email'], at('03:00:00.000'));
  expect(dueAlerts({ ...testAlert, lastSent }, undefined, oncall, at('03:00:00.000'))).toEqual({ sms: test });
});

describe('what holds back', () => {
  const now = at('03:00:01.000');
  const window = { reason: 'x', every: 'day', from: '02:00', to: '04:00' };

  test('a window by address has nothing to do with posts that nobody could read', () => {
    const { endpoint: _, ...unreadable } = opened();
    const isSuppressed = (of: Record<string, unknown>, incident: Incident) =>
      isMuted(incident, undefined, settings({ maintenance: [{ ...window, ...of }] }), now);
    expect(isSuppressed({ urls: ['https://api.shop.example/'] }, unreadable)).toBe(false);
    expect(isSuppressed({ families: ['other'] }, unreadable)).toBe(false);
    expect(isSuppressed({ urls: ['https://api.shop.example/'] }, { ...unreadable, endpoint: 'no URL' })).toBe(
      false,
    );
    expect(isSuppressed({}, unreadable)).toBe(true);
    expect(isSuppressed({ urls: ['https://other.example/', 'https://api.shop.example/'] }, opened())).toBe(
      true,
    );
  });

  test('only severities that were named wait', () => {
    const quiet = (severities: string[]) =>
      inQuietHours(
        opened({ endpoint: 'https://api.shop.example/loyalty' }),
        settings({ quietHours: { from: '22:00', to: '07:00', severities } }),
        now,
      );
    expect([quiet(['warning']), quiet(['info'])]).toEqual([true, false]);
  });

  test('a maintenance that ended before the opening is no end of it', () => {
    const early = settings({ maintenance: [{ ...window, to: '03:00' }] });
    expect(maintenanceEnd(opened(), early, now)).toBeUndefined();
    const late = settings({ maintenance: [{ ...window, to: '03:10' }] });
    expect(maintenanceEnd(opened(), late, at('03:10:00.000'))).toBe(at('03:10:00.000').getTime());
    expect(maintenanceEnd(opened(), settings(), now)).toBeUndefined();
  });

  test('it is free since the last of what held it back', () => {
    const oncall = settings({
      maintenance: [{ ...window, to: '03:30' }],
      quietHours: { from: '22:00', to: '02:00' },
    });
    const loyalty = opened({ endpoint: 'https://api.shop.example/loyalty' });
    expect(unsuppressedSince(loyalty, silence, oncall, at('04:00:00.000'))).toBe(
      at('03:30:00.000').getTime(),
    );
    expect(unsuppressedSince(loyalty, silence, oncall, at('04:01:00.000'))).toBe(
      at('04:01:00.000').getTime(),
    );
    expect(unsuppressedSince(opened(), undefined, settings(), now)).toBeUndefined();
  });
});

describe('in quiet hours', () => {
  const oncall = settings({ quietHours: { from: '22:00', to: '07:00' } });
  const loyalty = () => opened({ endpoint: 'https://api.shop.example/loyalty' });

  test('a reminder waits, also where the evening was told', () => {
    expect(dueAlerts(openedSent(loyalty()), undefined, settings(), at('04:30:00.000')).email).toBeDefined();
    expect(dueAlerts(openedSent(loyalty()), undefined, oncall, at('04:30:00.000'))).toEqual({});
  });

  test('a test alert of which only the SMS came goes on by email', () => {
    const testAlert = opened({ source: 'test-alert', endpoint: 'https://api.shop.example/loyalty' });
    const { sms } = openedSent().lastSent ?? {};
    const lastSent = { revision: 1, sms };
    expect(dueAlerts({ ...testAlert, lastSent }, undefined, oncall, at('03:00:00.000'))).toEqual({
      email: { kind: 'test', reason: 'a test alert', level: 2, cycle: '0' },
    });
  });
});
