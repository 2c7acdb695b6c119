import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { AlertKind, State } from '../../../../lib/domain/incidents/last-sent.ts';
import { asDelivered } from '../../../../lib/domain/integrations/as-delivered.ts';
import type { Delivered, Due } from '../../../../lib/domain/integrations/delivered.ts';
import { asKnownTo, newsOf } from '../../../../lib/domain/integrations/news.ts';
import { at, incident } from '../../messages/fixtures.ts';

const due = (kind: Due['kind'], minute: number, level?: number): Due => ({
  incidentId: 'k3m9x2p4q7ra-1',
  kind,
  reason: `because of ${kind}`,
  at: at(minute),
  ...(level !== undefined && { level }),
});
const given = (state: Partial<Incident>, minute: number, level = 1): Delivered =>
  asDelivered('kitchen', incident(state), undefined, {
    due: { at: at(minute) },
    level,
    at: new Date(at(minute)),
  });
const kindOf = (...args: Parameters<typeof newsOf>) => newsOf(...args)?.kind;

const note = { number: 1, kind: 'note' as const, actor: 'Sara', at: at(2), text: 'on it' };
const RESOLVED = { state: 'resolved' as const, resolvedAt: at(9) };

test.each<[string, Partial<Incident>, Delivered | undefined, Due, string | undefined]>([
  ['the first thing it hears', {}, undefined, due('opened', 0), 'opened'],
  ['the first, though it grew meanwhile', { count: 9 }, undefined, due('changed', 5), 'opened'],
  ['the first, and somebody has it', { state: 'acknowledged' }, undefined, due('opened', 0), 'acknowledged'],
  ['the first, and it is over', RESOLVED, undefined, due('opened', 0), 'resolved'],
  ['the same again', {}, given({}, 0), due('opened', 0), undefined],
  ['it grew', { count: 3 }, given({}, 0), due('changed', 5), 'changed'],
  ['another cause', { cause: 'dns' }, given({}, 0), due('changed', 5), 'changed'],
  ['it grew, but this alert is old', { count: 3 }, given({}, 5), due('changed', 0), undefined],
  ['a reminder', {}, given({}, 0), due('reminder', 60), 'reminder'],
  ['a reminder that SNS repeats', {}, given({}, 60), due('reminder', 60), undefined],
  ['an escalation', {}, given({}, 0), due('escalated', 15, 2), 'escalated'],
  ['a note', { recentActions: [note] }, given({}, 0), due('note', 2), 'note'],
  [
    'a note that it knows',
    { recentActions: [note] },
    given({ recentActions: [note] }, 2),
    due('note', 3),
    undefined,
  ],
  ['somebody has it', { state: 'acknowledged' }, given({}, 0), due('acknowledged', 1), 'acknowledged'],
  [
    'somebody has it, by an old alert',
    { state: 'acknowledged' },
    given({}, 5),
    due('opened', 0),
    'acknowledged',
  ],
  ['it is over', RESOLVED, given({}, 0), due('resolved', 9), 'resolved'],
  ['it is over, by an alert that it was opened', RESOLVED, given({}, 5), due('opened', 0), 'resolved'],
  ['it is over, which it knows', RESOLVED, given(RESOLVED, 9), due('resolved', 10), undefined],
  [
    'more came to light after its end',
    { ...RESOLVED, count: 4 },
    given(RESOLVED, 9),
    due('resolved', 20),
    'resolved',
  ],
  ['a kind that is not for it', {}, given({}, 0), due('handover', 10), undefined],
])('%s', (_, state, delivered, alert, kind) => {
  expect(kindOf(incident(state), delivered, alert)).toBe(kind);
});

test.each([
  ['nobody has acknowledged it', {}, given({}, 0, 1), due('escalated', 15, 2), 'unacknowledged'],
  ['so too in a digest, which names no level', {}, given({}, 0, 1), due('escalated', 15), 'unacknowledged'],
  [
    'an acknowledgement ended',
    { expiredAcknowledgements: 1 },
    given({}, 0, 2),
    due('escalated', 40, 1),
    'acknowledgement-ended',
  ],
  ['it still fails', {}, given({}, 0, 2), due('escalated', 40, 1), 'still-fails'],
] as const)('why it escalated: %s', (_, state, delivered, alert, why) => {
  expect(newsOf(incident(state), delivered, alert)?.why).toBe(why);
});

const TEST = { sources: { 'test-alert': 1 } };

test('a test is told once', () => {
  expect(kindOf(incident(TEST), undefined, due('test', 0))).toBe('test');
  expect(kindOf(incident(TEST), given(TEST, 0), due('test', 1))).toBeUndefined();
});

test('what a tool was told is what its next post compares with, whatever email said meanwhile', () => {
  const after = { ...incident({ count: 5, recentActions: [note] }), lastSent: undefined };
  expect(asKnownTo(after, undefined).lastSent).toBeUndefined();
  expect(asKnownTo(after, given({}, 0)).lastSent?.email).toMatchObject({ count: 1, lastAction: 0 });
});

test('in whatever order alerts come, and however often, the last post says how the incident is; no end is taken back', () => {
  const anyDue = fc.record({
    kind: fc.constantFrom(...AlertKind.options),
    minute: fc.nat(100),
    level: fc.constantFrom(1, 2),
  });
  const anyStep = fc.record({ alert: anyDue, state: fc.constantFrom(...State.options), grown: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 12 }), (steps) => {
      let now = incident();
      let delivered: Delivered | undefined;
      const said: string[] = [];
      for (const { alert, state, grown } of steps) {
        // An end is final, and nothing is acknowledged after it.
        const next = now.state === 'resolved' ? 'resolved' : state;
        now = {
          ...now,
          state: next,
          count: now.count + grown,
          ...(next === 'resolved' && { resolvedAt: at(200) }),
        };
        const one = due(alert.kind, alert.minute, alert.level);
        const news = newsOf(now, delivered, one);
        if (!news) continue;
        said.push(now.state);
        delivered = asDelivered('kitchen', now, delivered, {
          due: one,
          level: news.level,
          at: new Date(at(300)),
        });
      }
      const end = said.indexOf('resolved');
      if (end >= 0) expect(new Set(said.slice(end))).toEqual(new Set(['resolved']));
      if (now.state !== 'open') expect(said.at(-1)).toBe(now.state);
      expect(said.length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

test('the reason is that of the alert where that is the news, and else the news itself', () => {
  const reasonOf = (...args: Parameters<typeof newsOf>) => newsOf(...args)?.reason;
  expect(reasonOf(incident(), undefined, due('opened', 0))).toBe('because of opened');
  expect(reasonOf(incident(), undefined, { ...due('opened', 0), reason: '' })).toBe('opened');
  expect(reasonOf(incident(RESOLVED), given({}, 0), due('changed', 9))).toBe('resolved');
});

test('what somebody has and was told still has news', () => {
  const has = { state: 'acknowledged' as const };
  expect(kindOf(incident({ ...has, count: 4 }), given(has, 0), due('changed', 5))).toBe('changed');
});

test.each([
  ['its first', undefined, due('opened', 0), 1],
  ['its first, which is an escalation', undefined, due('escalated', 0), 1],
  ['one that says its level', given({}, 0, 1), due('escalated', 15, 3), 3],
  ['an escalation in a digest: one further', given({}, 0, 2), due('escalated', 15), 3],
  ['a reminder in a digest', given({}, 0, 2), due('reminder', 15), 2],
  ['one after an action, which went to no level', given({}, 0, 0), due('reminder', 15), 1],
])('up to which level it was sent: %s', (_, delivered, alert, level) => {
  expect(newsOf(incident(), delivered, alert)?.level).toBe(level);
});
