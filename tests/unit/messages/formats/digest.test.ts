import { describe, expect, test } from '@jest/globals';
import { endpointKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { emailOfDigest } from '../../../../lib/messages/formats/digest.ts';
import { subjectOfDigest } from '../../../../lib/messages/formats/digest-subject.ts';
import { smsOfDigest } from '../../../../lib/messages/formats/sms-digest.ts';
import type { Alert } from '../../../../lib/messages/sections/message.ts';
import { at, contextAt, probed } from '../fixtures.ts';
import { email, menu, orders, over, place, unread } from './digest-members.ts';

const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('what all that fail have in common', () => {
  const head = (...alerts: Alert[]) => email(...alerts).split('\n')[0];

  test('is a host, or else a cause', () => {
    expect(head(orders(), menu())).toBe(
      '2 webhooks are failing, 1 of them critical. All on api.shop.example, so look there first.',
    );
    expect(head(orders(), menu(place('menu', 'b.example')))).toBe(
      '2 webhooks are failing, 1 of them critical. All with the same cause, so look first for what they share.',
    );
  });

  test('is nothing where they share nothing, or one fails alone', () => {
    const other = menu({ ...place('menu', 'b.example'), cause: 'dns' });
    expect(head(orders(), other)).toBe('2 webhooks are failing, 1 of them critical.');
    expect(head(orders(), over())).toBe('1 webhook is failing, and it is critical. 1 is over.');
    expect(head(menu(), menu({ ...place('categories', 'c.example'), cause: 'dns' }))).toBe(
      '2 webhooks are failing.',
    );
    expect(head(over())).toBe('1 webhook is over.');
    expect(head(over(), over())).toBe('2 webhooks are over.');
  });
});

describe('the members of a digest', () => {
  test('stand by severity, the most lost first, and what is over last', () => {
    const text = email(
      unread,
      menu({ ...place('menu', 'a.example'), count: 900 }),
      orders({ ...place('orders', 'b.example'), count: 2 }),
      orders({ ...place('order-created', 'b.example'), count: 3 }),
      over({ ...place('loyalty', 'a.example'), count: 5000 }),
    );
    const lines = text.split('\n').filter((line) => /^(?:CRITICAL|OTHERS|OVER)$|^[\w:-]+-1$/.test(line));
    expect(lines).toEqual([
      'CRITICAL',
      'order-created-1',
      'orders-1',
      'source:main-1',
      'OTHERS',
      'menu-1',
      'OVER',
      'loyalty-1',
    ]);
  });

  test('begin with the one that oncall.yml names, whatever others of its severity have lost', () => {
    const url = 'https://shop.example/hooks/orders';
    const named = contextAt(1, { endpoints: [{ url, name: 'Riyadh orders' }] });
    const flood = Array.from({ length: 44 }, (_, index) =>
      orders({ ...place(`orders${index}`, 'a.example'), count: 100 + index }),
    );
    const all = [...flood, orders({ endpointKey: endpointKey(url), endpoint: url, count: 1 })];
    expect(emailOfDigest(all, named)).toContain('CRITICAL\nRiyadh orders: app down');
    expect(smsOfDigest(all, named)).toContain('worst Riyadh orders');
    expect(subjectOfDigest(all, named)).toContain('first Riyadh orders');
  });

  test('are a line each: name, cause, loss and since when; with their address where they have no name of their own', () => {
    const text = email(menu({ count: 4 }), over({ count: 3, resolvedAt: at(20) }));
    expect(text).toContain(
      'Products webhook: app down or overloaded, at least 4 lost since 19:42\nhttps://api.shop.example/menu\nmenu-1\n',
    );
    expect(text).toContain(
      'Loyalty webhook: closed by Sara, at least 3 lost, 19:42 to 20:02\nhttps://api.shop.example/loyalty\nFetch again: 19:40 to 20:50 at least\nloyalty-1\n',
    );
    const endpoints = [{ url: 'https://api.shop.example/menu', name: 'Menu, Riyadh' }];
    expect(emailOfDigest([menu()], contextAt(1, { endpoints }))).toContain('lost since 19:42\nmenu-1\n');
    const long = email(orders({ ...place('x'.repeat(300)), incidentId: 'orders-1' }));
    expect(long.split('\n').find((line) => line.startsWith('https:'))?.length).toBeLessThanOrEqual(160);
  });

  test('say what became of each that is over', () => {
    const state = (of: Partial<Incident>) => /webhook: (.*?), /.exec(email(over(of)))?.[1];
    expect(state({ resolution: 'probes' })).toBe('resolved');
    expect(state({ resolution: 'quiet' })).toBe('closed');
    expect(email(over({ resolution: 'expired' }))).toContain('closed, unverified');
    expect(state({ resolution: 'stopped' })).toBe('monitoring stopped');
    expect(state({ resolvedBy: undefined })).toBe('closed by somebody');
    expect(email(over({ probe: probed(503) }))).toContain('closed by Sara, our probe still fails');
    expect(email({ ...orders({ state: 'acknowledged' }), kind: 'acknowledged' })).toContain('(acknowledged)');
  });
});

test('a digest tells what people did, since it counts as having told it', () => {
  const recentActions = Array.from({ length: 12 }, (_, index) => ({
    number: index + 1,
    kind: 'note' as const,
    actor: 'Sara',
    at: at(index),
    text: `note ${index + 1} ${'x'.repeat(200)}`,
  }));
  const text = flat(email(orders({ recentActions }), menu()));
  expect(text).toContain('10 earlier actions are on the time-line.');
  expect(text).toContain('Sara noted: "note 11 x');
  expect(text).toContain('Sara noted: "note 12 x');
  expect(text).not.toContain('note 10');
  expect(text).not.toContain('x'.repeat(80));
});
