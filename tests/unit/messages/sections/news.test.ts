import { describe, expect, test } from '@jest/globals';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import type { Alert } from '../../../../lib/messages/sections/message.ts';
import { handoverOfMany, news, newsAfterEnd, unattendedMs } from '../../../../lib/messages/sections/news.ts';
import { at, contextAt, incident, minutes, OPENED, resolved, sentAt } from '../fixtures.ts';

const person = (name: string) => ({ name, hasEmail: true, hasSms: true });
const rotation = { people: ['sara', 'omar'], every: 'day', at: '20:00', from: '2026-06-12' };
/** Omar has the turns of both levels until 20:00, eighteen minutes after the incident opens; then Sara. */
const { people, duties } = RuntimeOncallConfig.parse({
  people: { sara: person('Sara'), omar: person('Omar'), huda: person('Huda') },
  duties: [{ people: ['huda'] }, { rotation }],
});
const context = contextAt(30, { people, duties });

const alert = (over: Partial<Alert> = {}, of: Partial<Incident> = {}): Alert => ({
  kind: 'changed',
  reason: '',
  incident: incident({ lastAt: at(29), ...of }),
  ...over,
});
const handover = (to: string[], over: Partial<Alert> = {}) =>
  alert({ kind: 'handover', level: 2, to, ...over });

describe('a hand-over', () => {
  test('tells whoever came since when they are on duty, and how long nobody has acknowledged it', () => {
    expect(news(handover(['sara']), context)).toEqual([
      'You are on duty since 20:00. Nobody has acknowledged it for 30 min.',
    ]);
  });

  test('names several who came', () => {
    expect(news(handover(['sara', 'huda']), context)).toEqual([
      'On duty now: Sara, Huda. Nobody has acknowledged it for 30 min.',
    ]);
  });

  test('has no news since a last message, which they did not get', () => {
    const grown = { count: 9, lastSent: sentAt(0, { cycleStartedAt: at(10) }) };
    expect(
      news({ ...handover(['sara']), incident: incident({ lastAt: at(29), ...grown }) }, context),
    ).toEqual(['You are on duty since 20:00. Nobody has acknowledged it for 20 min.']);
  });

  test('of many incidents to one person says so once', () => {
    const [first, second] = [handover(['sara'], { level: 1 }), handover(['sara'])];
    expect(handoverOfMany([first, second], context)).toEqual([
      'You are on duty since 20:00. Nobody has acknowledged these.',
    ]);
    expect(handoverOfMany([second, first], context)).toHaveLength(1);
  });

  test.each([
    ['they go to several people', [handover(['sara']), handover(['huda'])]],
    ['something else is among them', [handover(['sara']), alert({ kind: 'escalated', level: 2 })]],
    ['something else is addressed to them', [handover(['sara']), alert({ kind: 'changed', to: ['sara'] })]],
    ['it is handed to nobody', [alert({ kind: 'handover' })]],
  ])('of many is not said so where %s', (_, alerts) => {
    expect(handoverOfMany(alerts, context)).toEqual([]);
  });
});

test.each([
  [undefined, 30],
  [{ revision: 1, email: undefined, sms: undefined }, 30],
  [sentAt(5), 30],
  [sentAt(5, { cycleStartedAt: at(10) }), 20],
  [{ ...sentAt(5, { cycleStartedAt: at(10) }), email: undefined }, 20],
])(
  'nobody has acknowledged it since people were first called, or else since it opened: %#',
  (lastSent, expected) => {
    expect(unattendedMs(incident({ lastSent }), OPENED + minutes(30))).toBe(minutes(expected));
  },
);

describe('why it is alerted again', () => {
  const acknowledged = { acknowledgedBy: 'Omar' };
  test.each<[Partial<Alert>, Partial<Incident>, string[]]>([
    [{ kind: 'reminder' }, {}, ['Nobody has acknowledged it for 30 min.']],
    [{ kind: 'reminder', why: 'maintenance-ended' }, {}, ['The maintenance is over, and it still fails.']],
    [{ kind: 'reminder' }, { state: 'acknowledged' }, []],
    [{ kind: 'escalated' }, {}, ['It still fails.']],
    [{ kind: 'escalated', why: 'still-fails' }, {}, ['It still fails.']],
    [{ kind: 'escalated', why: 'silence-ended' }, {}, ['The silence is over, and it still fails.']],
    [
      { kind: 'escalated', why: 'acknowledgement-ended' },
      acknowledged,
      ['The acknowledgement by Omar ended, and it still fails.'],
    ],
    [
      { kind: 'escalated', why: 'acknowledgement-ended' },
      {},
      ['The acknowledgement by somebody ended, and it still fails.'],
    ],
    [
      { kind: 'escalated', why: 'unacknowledged', level: 2 },
      {},
      ['Nobody has acknowledged it for 30 min. This goes to levels 1 and 2.'],
    ],
    [
      { kind: 'escalated', why: 'unacknowledged', level: 3 },
      {},
      ['Nobody has acknowledged it for 30 min. This goes to levels 1 to 3.'],
    ],
    [{ kind: 'changed' }, {}, []],
  ])('%j of %j: %j', (over, of, lines) => {
    expect(news(alert(over, of), context)).toEqual(lines);
  });
});

describe('what is new since the last message', () => {
  test('is how much it grew, and another cause', () => {
    const grown = { count: 9, cause: 'dns' as const, lastSent: sentAt(0, { count: 4 }) };
    expect(news(alert({}, grown), context)).toEqual([
      'New since the last message: 5 more, 9 in all.',
      'The cause has changed. Before: app down or overloaded.',
    ]);
    expect(news(alert({}, { lastSent: sentAt(0) }), context)).toEqual([]);
    expect(news(alert({}, { ...grown, state: 'resolved' }), context)).toEqual([]);
    expect(news(alert({}, { count: 9, cause: 'dns' }), context)).toEqual([]);
  });

  test('is that it has been quiet, from ten minutes on', () => {
    const quiet = (over: Partial<Alert>, of: Partial<Incident>) => news(alert(over, of), context);
    expect(quiet({}, { lastAt: at(20) })).toEqual([
      'The last notification came at 20:02, 10 min ago. Quiet does not prove that it works: Flavours speaks only when an event fails.',
    ]);
    expect(quiet({}, { lastAt: at(20.1) })).toEqual([]);
    expect(quiet({ kind: 'opened' }, { lastAt: at(20) })).toEqual([]);
    expect(quiet({}, { lastAt: at(20), count: 0 })).toEqual([]); // nothing was notified: our probes found it
  });
});

test.each([
  [undefined, 'This is the first message about it: it was over before anyone was alerted.'],
  [
    'maintenance-ended',
    'This is the first message about it: it ended during the maintenance, which is over now.',
  ],
] as const)('a first message about what is over says why it comes: %s', (why, line) => {
  expect(newsAfterEnd({ ...resolved({ lastSent: undefined }), why }, context)).toEqual([line]);
  expect(newsAfterEnd({ ...resolved(), why }, context)).toEqual([]);
});
