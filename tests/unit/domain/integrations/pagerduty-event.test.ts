import { expect, test } from '@jest/globals';
import { pagerdutyActionIn } from '../../../../lib/domain/integrations/pagerduty-event.ts';

/** Omar acknowledges the incident that we opened, as PagerDuty posts it. */
const EVENT = {
  event_type: 'incident.acknowledged',
  occurred_at: '2026-06-12T20:00:00.000+03:00',
  agent: { id: 'PLH1HKV', type: 'user_reference', summary: 'Omar' },
  data: { id: 'PGR0VU2', incident_key: 'k3m9x2p4q7ra-1', title: 'OPEN: Orders webhook (k3m9x2p4q7ra-1)' },
};
const read = (over: object = {}) => pagerdutyActionIn(JSON.stringify({ event: { ...EVENT, ...over } }));
const idsIn = (data: unknown): unknown => {
  const action = read({ data });
  return typeof action === 'object' ? action.incidentIds : action;
};

test('somebody acknowledged or resolved it, and when', () => {
  const ids = { incidentIds: ['k3m9x2p4q7ra-1', 'k3m9x2p4q7ra-1'], user: 'Omar' };
  expect(read()).toEqual({ kind: 'acknowledge', ...ids, at: '2026-06-12T17:00:00.000Z' });
  expect(read({ event_type: 'incident.resolved' })).toMatchObject({ kind: 'resolve', ...ids });
});

test.each([
  ['the key and the title', { incident_key: 'a-1', title: 'Orders (b-12)' }, ['a-1', 'b-12']],
  ['the title alone, where the key is that of a group', { title: 'Orders (b-2) ' }, ['b-2']],
  ['the key alone', { incident_key: 'a-1', title: 'Orders' }, ['a-1']],
  ['the last of two in the title', { title: '(a-1) moved (b-2)' }, ['b-2']],
  ['none in the middle of a title', { title: 'Orders (a-1) again' }, []],
  ['none without a number', { title: 'Orders (a-x)' }, []],
  ['none with a space or a bracket', { title: 'Orders (a b-1)' }, []],
  ['none of a title that ends in a number only', { title: 'Orders (1)' }, []],
  ['none of null', { incident_key: null, title: null }, []],
  ['none of other types', { incident_key: 5, title: 7 }, []],
  ['none without data', undefined, []],
])('the incident by %s', (_, data, ids) => {
  expect(idsIn(data)).toEqual(ids);
});

test.each([
  ['another event', { event_type: 'incident.annotated' }],
  [
    'what PagerDuty did for our own event',
    { agent: { type: 'events_api_v2_inbound_integration_reference' } },
  ],
  ['nobody', { agent: null }],
  ['an agent of another form', { agent: 'Omar' }],
  ['an agent without a type', { agent: { summary: 'Omar' } }],
])('%s is no action of a person', (_, over) => {
  expect(read(over)).toBe('ignored');
});

test('a user without a name is one', () => {
  expect(read({ agent: { type: 'user_reference' } })).toMatchObject({ kind: 'acknowledge', user: '' });
});

test.each([
  ['no JSON', 'event'],
  ['no event', '{}'],
  ['no time', JSON.stringify({ event: { ...EVENT, occurred_at: 'today' } })],
  ['no type', JSON.stringify({ event: { ...EVENT, event_type: 1 } })],
])('a body with %s is unreadable', (_, body) => {
  expect(pagerdutyActionIn(body)).toBe('unreadable');
});
