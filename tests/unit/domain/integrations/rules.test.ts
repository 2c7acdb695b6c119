import { expect, test } from '@jest/globals';
import { answerOf } from '../../../../lib/domain/integrations/answer.ts';
import {
  isGivenUp,
  nextBatch,
  supersededKeys,
  waitingOf,
} from '../../../../lib/domain/integrations/batch.ts';
import type { Due } from '../../../../lib/domain/integrations/delivered.ts';
import { Health, mailDue, nextTryAt } from '../../../../lib/domain/integrations/health.ts';
import type { Integration } from '../../../../lib/domain/integrations/integration.ts';
import { isActionOnMuted, isWanted } from '../../../../lib/domain/integrations/wanted.ts';
import { at, incident, oncall, silenceOf } from '../../messages/fixtures.ts';

const now = new Date('2026-06-12T16:00:00.000Z');
const answer = (status: number, retryAfter?: string) => answerOf({ status, retryAfter, body: 'why' }, now);

test('what an answer means', () => {
  expect(answer(200)).toEqual({ kind: 'accepted' });
  expect(answer(202)).toEqual({ kind: 'accepted' });
  expect(answer(299)).toEqual({ kind: 'accepted' });
  expect(answer(300)).toMatchObject({ kind: 'refused', why: '300: redirects are not followed' });
  expect(answerOf({ status: 503, retryAfter: undefined, body: '' }, now)).toEqual({
    kind: 'later',
    why: '503',
  });
  expect(answer(307)).toEqual({ kind: 'refused', why: '307: redirects are not followed' });
  for (const status of [400, 413, 422]) expect(answer(status).kind).toBe('malformed');
  for (const status of [401, 403, 404, 410])
    expect(answer(status)).toEqual({ kind: 'refused', why: `${status} why` });
  for (const status of [408, 429, 500, 503])
    expect(answer(status)).toEqual({ kind: 'later', why: `${status} why` });
});

test('how long a service asks to be left alone: seconds, a date, and never more than an hour', () => {
  expect(answer(429, ' 30 ')).toMatchObject({ retryAfterMs: 30_000 });
  expect(answer(429, '30')).toMatchObject({ retryAfterMs: 30_000 });
  expect(answer(503, 'Fri, 12 Jun 2026 16:00:10 GMT')).toMatchObject({ retryAfterMs: 10_000 });
  expect(answer(429, 'Fri, 12 Jun 2026 15:00:00 GMT')).toMatchObject({ retryAfterMs: 0 });
  expect(answer(429, '999999')).toMatchObject({ retryAfterMs: 3_600_000 });
  expect(answer(429, 'soon')).not.toHaveProperty('retryAfterMs');
});

const due = (id: string, minute: number): Due => ({
  incidentId: id,
  kind: 'opened',
  reason: '',
  at: at(minute),
});

test('of several alerts about one incident the latest counts, and settles all', () => {
  const waiting = waitingOf({ k1: due('a-1', 5), k2: due('b-1', 1), k3: due('a-1', 9), k4: due('a-1', 2) });
  expect(waiting).toEqual([
    { due: due('b-1', 1), keys: ['k2'] },
    { due: due('a-1', 9), keys: ['k1', 'k3', 'k4'] },
  ]);
});

const many = (count: number, minuteOf: (index: number) => number) =>
  waitingOf(
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`k${index}`, due(`x${index}-1`, minuteOf(index))]),
    ),
  );

test('a few come one by one, many or those of one message together, and 45 at most', () => {
  expect(nextBatch([], true)).toEqual([]);
  expect(
    nextBatch(
      many(3, (index) => index),
      true,
    ),
  ).toHaveLength(1);
  expect(
    nextBatch(
      many(4, (index) => index),
      true,
    ),
  ).toHaveLength(4);
  expect(
    nextBatch(
      many(2, () => 0),
      true,
    ),
  ).toHaveLength(2);
  expect(
    nextBatch(
      many(60, () => 0),
      true,
    ),
  ).toHaveLength(45);
  expect(
    nextBatch(
      many(60, () => 0),
      false,
    ),
  ).toHaveLength(1);
});

test('what settles more than one write holds is settled in parts', () => {
  const entries = Array.from({ length: 250 }, (_, index) => [`k${index}`, due('a-1', index)] as const);
  const [first] = nextBatch(waitingOf(Object.fromEntries(entries)), true);
  expect(first?.keys).toHaveLength(100);
  expect(first?.due.at).toBe(at(249));
});

test('after a week nobody is told what was not told', () => {
  const [one = { due: due('a-1', 0), keys: [] }] = waitingOf({ k: due('a-1', 0) });
  const after = (days: number) => new Date(Date.parse(at(0)) + days * 86_400_000 + 1);
  expect(isGivenUp(one, after(6))).toBe(false);
  expect(isGivenUp(one, new Date(after(7).getTime() - 1))).toBe(false);
  expect(isGivenUp(one, after(7))).toBe(true);
});

test('the time to the next try doubles up to a quarter of an hour, unless the service asked for more', () => {
  const secondsAfter = (failures: number, asked?: number) =>
    (nextTryAt(failures, asked, now).getTime() - now.getTime()) / 1000;
  expect([0, 1, 2, 5, 50].map((failures) => secondsAfter(failures))).toEqual([30, 60, 120, 900, 900]);
  expect(secondsAfter(0, 3_600_000)).toBe(3600);
});

const minutesBefore = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

test.each([
  ['it works', {}, undefined],
  ['it failed once', { failingSince: minutesBefore(1), failures: 1 }, undefined],
  ['it failed twice', { failingSince: minutesBefore(2), failures: 2 }, 'failing'],
  [
    'people know',
    { failingSince: minutesBefore(90), failures: 9, mailed: 'failing', mailedAt: minutesBefore(80) },
    undefined,
  ],
  [
    'people heard of it yesterday',
    { failingSince: minutesBefore(1500), failures: 99, mailed: 'failing', mailedAt: minutesBefore(1450) },
    'failing',
  ],
  [
    'it worked for a while within the hour',
    { failingSince: minutesBefore(5), failures: 3, mailed: 'working', mailedAt: minutesBefore(20) },
    undefined,
  ],
  [
    'it worked for an hour',
    { failingSince: minutesBefore(5), failures: 3, mailed: 'working', mailedAt: minutesBefore(60) },
    'failing',
  ],
  ['it works again', { mailed: 'failing', mailedAt: minutesBefore(5) }, 'working'],
  ['people know that it works', { mailed: 'working', mailedAt: minutesBefore(5) }, undefined],
] as const)('which mail is due: %s', (_, health, mail) => {
  expect(mailDue(Health.parse(health), now)).toBe(mail);
});

test('alerts behind a later one of the same incident are dropped once there are many', () => {
  const queueOf = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`k${index}`, due(`x${index % 2}-1`, index)]),
    );
  expect(supersededKeys(queueOf(52))).toEqual([]);
  expect(supersededKeys(queueOf(60))).toHaveLength(58);
  expect(supersededKeys(queueOf(60))).not.toContain('k59');
  expect(supersededKeys(queueOf(60))).not.toContain('k58');
});

test('what ended unheard under a silence or in maintenance is news for programs, and not in a chat', () => {
  const over = incident({ state: 'resolved', resolvedAt: at(10), resolution: 'probes' });
  const silence = silenceOf('Sara', 0, 60);
  const takes = (kind: Integration['kind'], given = over, isSilenced = true) =>
    isWanted({ kind }, given, isSilenced ? silence : undefined, oncall);
  expect(takes('webhook')).toBe(true);
  expect(takes('pagerduty')).toBe(true); // an end that it never heard of does nothing there
  expect(takes('slack')).toBe(false);
  expect(takes('teams')).toBe(false);
  expect(takes('slack', over, false)).toBe(true);
  expect(takes('slack', incident())).toBe(true);
  expect(takes('slack', { ...over, resolution: 'revoked' }, false)).toBe(false);
});

test('what somebody did about an incident that is muted from its beginning opens it in no tool', () => {
  const silence = silenceOf('Sara', 0, 60);
  const during = new Date(at(10));
  const sent = (highestLevel: number) => ({
    revision: 1,
    email: {
      at: at(5),
      state: 'open',
      count: 1,
      cause: 'c',
      growthIntervalMinutes: 5,
      highestLevel,
    } as const,
  });
  const isWaiting = (kind: Due['kind'], given = incident(), isSilenced = true, when = during) =>
    isActionOnMuted({ kind }, given, isSilenced ? silence : undefined, oncall, when);
  for (const kind of ['note', 'silenced', 'acknowledged'] as const) expect(isWaiting(kind)).toBe(true);
  expect(isWaiting('note', incident({ state: 'acknowledged' }))).toBe(true);
  expect(
    isWaiting('note', incident({ lastSent: { ...sent(0), email: { ...sent(0).email, kind: 'note' } } })),
  ).toBe(true);
  expect(isWaiting('opened')).toBe(false);
  expect(isWaiting('note', incident(), false)).toBe(false);
  expect(isWaiting('note', incident(), true, new Date(at(61)))).toBe(false);
  expect(isWaiting('note', incident({ state: 'resolved', resolvedAt: at(9) }))).toBe(false);
  const called = { ...sent(1), email: { ...sent(1).email, kind: 'opened' as const } };
  expect(isWaiting('note', incident({ lastSent: called }))).toBe(false);
});

test('filters take what subscribers would get, and every test alert', () => {
  const wants = (filters: Omit<Parameters<typeof isWanted>[0], 'kind'>, given = incident()): boolean =>
    isWanted({ kind: 'slack', ...filters }, given, undefined, oncall);
  expect(wants({})).toBe(true);
  expect(wants({ severities: ['critical'], families: ['orders'], sources: ['main'] })).toBe(true);
  expect(wants({ severities: ['warning'] })).toBe(false);
  expect(wants({ families: ['products'] })).toBe(false);
  expect(wants({ sources: ['jeddah'] })).toBe(false);
  expect(wants({ severities: ['info'] }, incident({ sources: { 'test-alert': 1 } }))).toBe(true);
});

test('of two alerts of one moment about one incident the first counts; the oldest news comes first', () => {
  const first = { ...due('a-1', 5), reason: 'first' };
  expect(waitingOf({ k1: first, k2: { ...due('a-1', 5), reason: 'second' } })).toEqual([
    { due: first, keys: ['k1', 'k2'] },
  ]);
  const ids = (queue: Record<string, Due>) => waitingOf(queue).map((one) => one.due.incidentId);
  expect(ids({ k1: due('a-1', 3), k2: due('b-1', 2), k3: due('c-1', 1) })).toEqual(['c-1', 'b-1', 'a-1']);
  expect(nextBatch(waitingOf({ k1: due('a-1', 3), k2: due('b-1', 2) }), false)).toEqual([
    { due: due('b-1', 2), keys: ['k2'] },
  ]);
});
