import { describe, expect, test } from '@jest/globals';
import { subjectOfDigest } from '../../../../lib/messages/formats/digest-subject.ts';
import type { Alert } from '../../../../lib/messages/sections/message.ts';
import { contextAt } from '../fixtures.ts';
import { email, menu, orders, over, place, unread } from './digest-members.ts';

describe('the subject of a digest', () => {
  const subject = (...alerts: Alert[]) => subjectOfDigest(alerts, contextAt(1));

  test('says how many fail, how many of them are critical, the first of them, and what was lost', () => {
    expect(subject(orders(), menu({ count: 4 }))).toBe(
      'OPEN 2 webhooks: 1 critical, first Orders webhook, 5+ lost',
    );
    expect(subject(menu({ count: 4 }))).toBe('OPEN 1 webhook: first Products webhook, 4+ lost');
    expect(subject(orders({ count: 0 }))).toBe('OPEN 1 webhook: 1 critical, first Orders webhook');
    expect(subject(orders(), over({ count: 3 }))).toBe(
      'OPEN 1 webhook: 1 critical, first Orders webhook, 4+ lost, 1 closed',
    );
    expect(subject(over({ count: 3 }))).toBe('RESOLVED 1 webhook: 3+ lost');
    expect(subject(over({ count: 3, resolution: 'quiet' }), over())).toBe('CLOSED 2 webhooks: 34+ lost');
  });

  test('begins with what all of them have in common', () => {
    const each = (over: Partial<Alert>) => subject({ ...orders(), ...over }, { ...menu(), ...over });
    expect(each({ kind: 'acknowledged' })).toMatch(/^ACKNOWLEDGED 2 webhooks/);
    expect(each({ kind: 'silenced' })).toMatch(/^SILENCED 2 webhooks/);
    expect(each({ kind: 'escalated', why: 'unacknowledged' })).toMatch(/^NOT ACKNOWLEDGED 2 webhooks/);
    expect(each({ kind: 'reminder' })).toMatch(/^REMINDER 2 webhooks/);
    expect(each({ kind: 'changed' })).toMatch(/^STILL FAILING 2 webhooks/);
    expect(subject({ ...orders(), kind: 'reminder' }, menu())).toMatch(/^OPEN 2 webhooks/);
  });

  test('counts no post that nobody could read as a lost event', () => {
    expect(subject(orders(), unread)).toContain(', 1+ lost');
    expect(email(unread)).toContain('Error webhook posts we cannot read: 100 posts since 19:42');
  });

  test('has room for the longest name', () => {
    const endpoints = [{ url: 'https://api.shop.example/', name: 'n'.repeat(60) }];
    const long = subjectOfDigest(
      [orders({ count: Number.MAX_SAFE_INTEGER }), over()],
      contextAt(1, { endpoints }),
    );
    expect(long.length).toBeLessThanOrEqual(99);
    expect(long).toContain('nnn...');
  });
});

describe('the first of a digest', () => {
  const first = (...alerts: Alert[]) =>
    /first (.*?),/.exec(subjectOfDigest(alerts, contextAt(1, { endpoints })))?.[1];
  const endpoints = ['orders', 'menu', 'order-created', 'categories'].map((path) => ({
    url: `https://api.shop.example/${path}`,
    name: path,
  }));

  test('still fails, whatever is over', () => {
    expect(first(over({ ...place('orders'), count: 99 }), menu())).toBe('menu');
  });
  test('is the most severe, whatever was lost', () => {
    expect(first(menu({ count: 99 }), orders())).toBe('orders');
  });
  test('is where most was lost, of the same severity', () => {
    const other = orders({ ...place('order-created'), count: 3 });
    expect(first(orders({ count: 2 }), other)).toBe('order-created');
  });
  test('is the first of the same', () => {
    expect(first(menu(), menu({ ...place('categories') }))).toBe('menu');
  });
});
