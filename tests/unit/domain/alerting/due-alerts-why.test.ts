import { describe, expect, test } from '@jest/globals';
import { isOneMessage, owed, untoldActs } from '../../../../lib/domain/alerting/due-alerts.ts';
import { toldAfter } from '../../../../lib/domain/alerting/mark-sent.ts';
import {
  freeSince,
  isMuted,
  isQuiet,
  maintenanceEnd,
  roundOf,
} from '../../../../lib/domain/alerting/suppression.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import type { Silence } from '../../../../lib/domain/incidents/silence.ts';
import { OncallAtRuntime } from '../../../../lib/domain/oncall/config.ts';
import { at, opened } from '../../examples.ts';

const settings = (more: Record<string, unknown> = {}) =>
  OncallAtRuntime.parse({ escalationMinutes: [15], ...more });
const toldOpened = (incident: Incident = opened()): Incident => ({
  ...incident,
  told: toldAfter(
    incident,
    owed(incident, undefined, settings(), at('03:00:00.000')),
    ['email', 'sms'],
    at('03:00:00.000'),
  ),
});
const silence: Silence = {
  endpointKey: 'abcdefghjkmn',
  item: 'silence',
  incidentId: 'abcdefghjkmn-1',
  by: 'Omar',
  reason: 'known',
  at: at('03:01:00.000').toISOString(),
  until: at('04:01:00.000').toISOString(),
};

describe('why an escalation comes', () => {
  const why = (incident: Incident, time: string, of?: Silence) => {
    const { email, sms } = owed(incident, of, settings(), at(time));
    expect(sms?.reason).toBe(email?.reason);
    return email?.reason;
  };

  test('nobody has acknowledged it', () => {
    expect(why(toldOpened(), '03:15:00.000')).toBe('nobody has acknowledged it');
  });
  test('an acknowledgement ended, whose it was', () => {
    const lapsed = { ...toldOpened(), lapses: 1 };
    expect(why({ ...lapsed, acknowledgedBy: 'Sara' }, '03:40:00.000')).toBe(
      'the acknowledgement by Sara ended, and nobody has closed it',
    );
    expect(why(lapsed, '03:40:00.000')).toBe(
      'the acknowledgement by somebody ended, and nobody has closed it',
    );
  });
  test('a silence is over', () => {
    expect(why(toldOpened(), '04:01:00.000', silence)).toBe('the silence is over, and it still fails');
    expect(roundOf({ ...toldOpened(), lapses: 2 }, silence, at('04:01:00.000'))).toBe(`2 ${silence.at}`);
  });
  test('only acts were told so far', () => {
    const told = toldOpened();
    const email = told.told?.email && { ...told.told.email, level: 0, reach: 0 };
    const incident = { ...told, told: { times: 1, email } };
    expect(owed(incident, undefined, settings(), at('03:15:00.000')).email).toMatchObject({
      kind: 'opened',
      reason: 'it still fails',
    });
  });
});

test('an act is told with who did what, once', () => {
  const acts = [
    { n: 1, kind: 'note' as const, by: 'Sara', at: at('03:01:00.000').toISOString() },
    { n: 2, kind: 'note' as const, by: 'Omar', at: at('03:02:00.000').toISOString() },
  ];
  const incident = { ...toldOpened(), acts };
  expect(untoldActs(opened())).toEqual([]);
  expect(untoldActs(incident)).toEqual(acts);
  const said = owed(incident, undefined, settings(), at('03:03:00.000'));
  expect(said).toEqual({ email: { kind: 'note', reason: 'Omar: note', level: 1, round: '0' } });
  const told = toldAfter(incident, said, ['email'], at('03:03:00.000'));
  expect(untoldActs({ ...incident, told })).toEqual([]);
  expect(told.email).toMatchObject({ level: 1, reach: 1, round: '0', acts: 2 });
});

test('one publish says what is the same on both channels', () => {
  const one = { kind: 'opened', reason: '', level: 1, round: '0' } as const;
  expect(isOneMessage({ email: one, sms: one })).toBe(true);
  expect(isOneMessage({ email: one, sms: { ...one, level: 2 } })).toBe(false);
  expect(isOneMessage({ email: one, sms: { ...one, kind: 'escalated' } })).toBe(false);
  expect(isOneMessage({ email: one })).toBe(false);
  expect(isOneMessage({ sms: one })).toBe(false);
  expect(isOneMessage({})).toBe(false);
});

test('a drill says that it is one, and waits for no morning', () => {
  const oncall = settings({ quietHours: { from: '22:00', to: '07:00' } });
  const drill = opened({ source: 'drill', endpoint: 'https://api.shop.example/loyalty' });
  const test = { kind: 'test', reason: 'a drill', level: 2, round: '0' };
  expect(isQuiet(drill, oncall, at('03:00:00.000'))).toBe(true);
  expect(owed(drill, undefined, oncall, at('03:00:00.000'))).toEqual({ email: test, sms: test });
  const told = toldAfter(drill, { email: { ...test, kind: 'test' } }, ['email'], at('03:00:00.000'));
  expect(owed({ ...drill, told }, undefined, oncall, at('03:00:00.000'))).toEqual({ sms: test });
});

describe('what holds back', () => {
  const now = at('03:00:01.000');
  const window = { reason: 'x', every: 'day', from: '02:00', to: '04:00' };

  test('a window by address has nothing to do with posts that nobody could read', () => {
    const { endpoint: _, ...unreadable } = opened();
    const isHeld = (of: Record<string, unknown>, incident: Incident) =>
      isMuted(incident, undefined, settings({ maintenance: [{ ...window, ...of }] }), now);
    expect(isHeld({ urls: ['https://api.shop.example/'] }, unreadable)).toBe(false);
    expect(isHeld({ families: ['other'] }, unreadable)).toBe(false);
    expect(isHeld({ urls: ['https://api.shop.example/'] }, { ...unreadable, endpoint: 'no URL' })).toBe(
      false,
    );
    expect(isHeld({}, unreadable)).toBe(true);
    expect(isHeld({ urls: ['https://other.example/', 'https://api.shop.example/'] }, opened())).toBe(true);
  });

  test('only severities that were named wait', () => {
    const quiet = (severities: string[]) =>
      isQuiet(
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
    expect(freeSince(loyalty, silence, oncall, at('04:00:00.000'))).toBe(at('03:30:00.000').getTime());
    expect(freeSince(loyalty, silence, oncall, at('04:01:00.000'))).toBe(at('04:01:00.000').getTime());
    expect(freeSince(opened(), undefined, settings(), now)).toBeUndefined();
  });
});

describe('in quiet hours', () => {
  const oncall = settings({ quietHours: { from: '22:00', to: '07:00' } });
  const loyalty = () => opened({ endpoint: 'https://api.shop.example/loyalty' });

  test('a reminder waits, also where the evening was told', () => {
    expect(owed(toldOpened(loyalty()), undefined, settings(), at('04:30:00.000')).email).toBeDefined();
    expect(owed(toldOpened(loyalty()), undefined, oncall, at('04:30:00.000'))).toEqual({});
  });

  test('a drill of which only the SMS came goes on by email', () => {
    const drill = opened({ source: 'drill', endpoint: 'https://api.shop.example/loyalty' });
    const { sms } = toldOpened().told ?? {};
    const told = { times: 1, sms };
    expect(owed({ ...drill, told }, undefined, oncall, at('03:00:00.000'))).toEqual({
      email: { kind: 'test', reason: 'a drill', level: 2, round: '0' },
    });
  });
});
