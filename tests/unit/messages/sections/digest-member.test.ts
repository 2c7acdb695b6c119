import { expect, test } from '@jest/globals';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { memberRows } from '../../../../lib/messages/sections/digest-member.ts';
import { at, contextAt, incident, ORDERS, resolved } from '../fixtures.ts';

const ID = 'k3m9x2p4q7ra-1';
const rows = (over: Partial<Incident> = {}, config = {}) =>
  memberRows({ incident: incident(over) }, contextAt(80, config));
const over = (of: Partial<Incident> = {}) => memberRows(resolved(of), contextAt(80));
const unread = { endpoint: undefined, cause: 'unreadable' as const, sources: { jeddah: 1, riyadh: 2 } };

test.each<[string, Partial<Incident>, string[]]>([
  [
    'events lost',
    { count: 3 },
    ['Orders webhook: app down or overloaded, at least 3 lost since 19:42', ORDERS, ID],
  ],
  [
    'found by our probes',
    { count: 0 },
    ['Orders webhook: app down or overloaded, no loss reported yet, since 19:42', ORDERS, ID],
  ],
  [
    'somebody has it',
    { state: 'acknowledged' },
    ['Orders webhook: app down or overloaded, at least 1 lost since 19:42 (acknowledged)', ORDERS, ID],
  ],
  [
    'one post that nobody could read',
    unread,
    [
      'Error webhook posts we cannot read: 1 post since 19:42, which may report a failing webhook',
      'source jeddah, riyadh',
      ID,
    ],
  ],
  [
    'several',
    { ...unread, count: 2 },
    [
      'Error webhook posts we cannot read: 2 posts since 19:42, which may report a failing webhook',
      'source jeddah, riyadh',
      ID,
    ],
  ],
])('one of many that fails: %s', (_, of, expected) => {
  expect(rows(of)).toEqual(expected);
});

test('its address is left out only where the team named exactly this', () => {
  const named = (name: string | undefined, url: string) =>
    rows({}, { endpoints: [name === undefined ? { url } : { url, name }] });
  expect(named('Kitchen', ORDERS)).toEqual([expect.stringMatching(/^Kitchen: /), ID]);
  expect(named('Kitchen', 'https://api.shop.example/hooks/menu')).toEqual([
    expect.stringMatching(/^Orders webhook: /),
    ORDERS,
    ID,
  ]);
  expect(named(undefined, ORDERS)).toContain(ORDERS);
});

test.each<[Partial<Incident>, string]>([
  [{}, 'closed by Sara'],
  [{ resolvedBy: undefined }, 'closed by somebody'],
  [{ resolution: 'probes' }, 'resolved'],
  [{ resolution: 'quiet' }, 'closed, unverified'],
  [{ resolution: 'expired' }, 'closed, unverified'],
  [{ resolution: 'stopped' }, 'monitoring stopped'],
  [{ resolution: 'tested' }, 'a test, over'],
  [{ resolution: 'revoked' }, 'source revoked'],
])('one of many that is over, by %j: %s', (of, state) => {
  expect(over(of)).toEqual([
    `Orders webhook: ${state}, at least 31 lost, 19:42 to 20:54`,
    ORDERS,
    'Fetch again: 19:40 to 20:50 at least',
    ID,
  ]);
});

test('what is over and lost nothing that is known has no number', () => {
  expect(over({ count: 0 })[0]).toBe('Orders webhook: closed by Sara, 19:42 to 20:54');
  expect(over(unread)).toEqual([
    'Error webhook posts we cannot read: closed by Sara, 19:42 to 20:54',
    'source jeddah, riyadh',
    ID,
  ]);
  expect(over({ resolvedAt: undefined, lastAt: at(70) })[0]).toContain('19:42 to 20:52');
});
