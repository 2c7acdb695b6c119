import { describe, expect, test } from '@jest/globals';
import { subjectOfDigest } from '../../../../lib/messages/formats/digest-subject.ts';
import { smsOfDigest } from '../../../../lib/messages/formats/sms-digest.ts';
import type { Alert } from '../../../../lib/messages/sections/message.ts';
import { at, contextAt, probed } from '../fixtures.ts';
import { menu, orders, over } from './digest-members.ts';

describe('an SMS about many', () => {
  test('says how many fail, how many are critical, the worst, and what was lost since when', () => {
    expect(smsOfDigest([menu(), orders({ openedAt: at(-3) })], contextAt(1))).toBe(
      '2 webhooks fail, 1 critical, worst Orders webhook. 2+ lost since 19:39.',
    );
    expect(smsOfDigest([orders({ count: 0 })], contextAt(1))).toBe(
      '1 webhook fails, 1 critical, worst Orders webhook. Since 19:42.',
    );
    expect(smsOfDigest([orders(), over()], contextAt(1))).toContain(' 1 webhook over.');
  });

  test('says of what is over whether it works again or is closed, with the word of its subject', () => {
    const same = (...alerts: Alert[]) => {
      const word = smsOfDigest(alerts, contextAt(1)).split(':')[0];
      expect(subjectOfDigest(alerts, contextAt(1))).toMatch(new RegExp(`^${word} `));
      return smsOfDigest(alerts, contextAt(1));
    };
    expect(same(over())).toBe('RESOLVED: 1 webhook, 31+ lost.');
    expect(same(over({ resolution: 'probes', count: 0 }), over({ count: 0 }))).toBe('RESOLVED: 2 webhooks.');
    expect(same(over(), over({ resolution: 'quiet' }))).toBe('CLOSED: 2 webhooks, 62+ lost.');
    expect(same(over({ probe: probed(503) }))).toBe('CLOSED: 1 webhook, 31+ lost.');
  });

  test('cuts a long name where numbers are large, so that it says what was lost and since when', () => {
    const endpoints = [{ url: 'https://api.shop.example/', name: 'n'.repeat(40) }];
    const large = Number.MAX_SAFE_INTEGER;
    const failing = { count: large, critical: large, lost: large, since: at(-2), isWhole: false };
    expect(smsOfDigest([orders(), menu()], { ...contextAt(1, { endpoints }), failing })).toBe(
      `At least ${large} webhooks fail, ${large} critical, worst ${'n'.repeat(17)}.... ${large}+ lost since 19:40.`,
    );
  });

  test('counts as lost only what it counts as failing', () => {
    expect(smsOfDigest([orders(), over({ count: 900 })], contextAt(1))).toBe(
      '1 webhook fails, 1 critical, worst Orders webhook. 1+ lost since 19:42. 1 webhook over.',
    );
  });

  test('gives the number of all that fail now, not only of those that it is about', () => {
    const failing = { count: 12, critical: 3, lost: 40, since: at(-2), isWhole: true };
    expect(smsOfDigest([orders(), menu()], { ...contextAt(1), failing })).toBe(
      '12 webhooks fail, 3 critical, worst Orders webhook. 40+ lost since 19:40.',
    );
    // What is counted from an index may be less than what is known.
    const less = { count: 1, critical: 0, lost: 0, isWhole: true };
    expect(smsOfDigest([orders(), menu()], { ...contextAt(1), failing: less }, 5)).toBe(
      '7 webhooks fail, 1 critical, worst Orders webhook. 2+ lost since 19:42.',
    );
    expect(smsOfDigest([orders(), menu()], { ...contextAt(1), failing: { ...less, isWhole: false } })).toBe(
      'At least 2 webhooks fail, 1 critical, worst Orders webhook. 2+ lost since 19:42.',
    );
  });
});
