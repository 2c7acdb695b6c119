import { expect, test } from '@jest/globals';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { asDelivered } from '../../../../lib/domain/integrations/as-delivered.ts';
import type { Delivered } from '../../../../lib/domain/integrations/delivered.ts';
import { at, incident } from '../../messages/fixtures.ts';

const post = (given: Incident, before?: Delivered, { dueAt = at(5), level = 1 } = {}): Delivered =>
  asDelivered('kitchen', given, before, { due: { at: dueAt }, level, at: new Date(at(6)) });

const action = (number: number) => ({ number, kind: 'note' as const, actor: 'Sara', at: at(number) });

test('the first post is recorded as it was made, and kept for 400 days', () => {
  expect(post(incident({ count: 3, cause: 'dns' }))).toStrictEqual({
    endpointKey: 'k3m9x2p4q7ra',
    item: 'integration#kitchen#1',
    revision: 1,
    at: at(6),
    alertAt: at(5),
    state: 'open',
    count: 3,
    cause: 'dns',
    level: 1,
    lastAction: 0,
    expiredAcknowledgements: 0,
    expiresAt: Math.floor(Date.parse(at(6)) / 1000) + 400 * 86_400,
  });
});

test('the next takes its place: one revision on, and never back to an earlier alert, level or action', () => {
  const before = { ...post(incident({ recentActions: [action(7)] }), undefined, { level: 3 }), revision: 4 };
  expect(before.lastAction).toBe(7);
  expect(post(incident({ recentActions: [action(2), action(5)] }), before, { dueAt: at(4) })).toMatchObject({
    revision: 5,
    alertAt: at(5),
    level: 3,
    lastAction: 7,
  });
  const later = incident({ recentActions: [action(9), action(8)], expiredAcknowledgements: 2 });
  expect(post(later, before, { dueAt: at(8), level: 4 })).toMatchObject({
    alertAt: at(8),
    level: 4,
    lastAction: 9,
    expiredAcknowledgements: 2,
  });
});

test('the time of the last event from there stays', () => {
  const before = { ...post(incident()), eventAt: at(3) };
  expect(post(incident(), before)).toMatchObject({ eventAt: at(3) });
});
