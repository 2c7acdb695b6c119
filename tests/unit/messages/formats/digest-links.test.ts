import { describe, expect, test } from '@jest/globals';
import { emailOfDigest } from '../../../../lib/messages/formats/digest.ts';
import { smsOfDigest } from '../../../../lib/messages/formats/sms-digest.ts';
import type { Alert } from '../../../../lib/messages/sections/message.ts';
import { contextAt } from '../fixtures.ts';
import { email, menu, orders, over } from './digest-members.ts';

describe('the links of a digest', () => {
  const links = { baseUrl: 'https://alerts.shop.example', secret: 'long enough to sign links with it' };
  const setId = '01JD0000000000000000000000';
  const acknowledged: Alert = { ...orders({ state: 'acknowledged' }), kind: 'acknowledged' };
  const linked = (...alerts: Alert[]) => emailOfDigest(alerts, { ...contextAt(1), links, setId });

  test('act on all at once; the acknowledgement right after the verdict', () => {
    const text = linked(orders(), menu(), over());
    expect(text.split('\n')[2]).toBe('ACKNOWLEDGE ALL 2 (no further alerts for 30 minutes):');
    expect(text.split('\n')[3]).toMatch(
      /^https:\/\/alerts\.shop\.example\/act\/set%3A01JD0{22}\/acknowledge\?e=\d+&s=\S+$/,
    );
    expect(text).toMatch(/\nSilence all 2:\nhttps:\S+\/silence\?\S+\nSee them:\nhttps:\S+\/console\n$/);
    expect(text).toContain('\norders-1\n');
  });

  test('are those of the one that is left, where it is one alone', () => {
    const text = linked(orders(), over(), over());
    expect(text.split('\n').slice(2, 4)).toEqual([
      'ACKNOWLEDGE (no further alerts for 30 minutes):',
      expect.stringMatching(/^https:\/\/alerts\.shop\.example\/act\/orders-1\/acknowledge\?/),
    ]);
    expect(text).toMatch(/\nSilence it:\nhttps:\S+\/act\/orders-1\/silence\?/);
    expect(text).not.toMatch(/ALL|set%3A/);
    // What somebody has already needs no answer, but can be silenced with the others.
    const one = linked(orders(), acknowledged, acknowledged);
    expect(one).toMatch(/\nACKNOWLEDGE \(.*\):\nhttps:\S+\/act\/orders-1\/acknowledge\?/);
    expect(one).toMatch(/\nSilence all 3:\nhttps:\S+\/act\/set%3A/);
  });

  test('say under them that others need somebody too', () => {
    const among = (more: number, ...alerts: Alert[]) =>
      emailOfDigest(alerts, { ...contextAt(1), links, setId, more });
    const see = 'https://alerts.shop.example/console';
    expect(among(5, orders(), menu()).split('\n').slice(4, 6)).toEqual([
      '5 more need somebody, besides what this message names:',
      see,
    ]);
    expect(among(1, orders(), over()).split('\n').slice(4, 6)).toEqual([
      '1 more needs somebody, besides what this message names:',
      see,
    ]);
    for (const text of [among(0, orders(), menu()), among(5, over()), among(5, acknowledged)])
      expect(text).not.toContain('besides');
    expect(emailOfDigest([orders(), menu()], { ...contextAt(1), more: 5 })).not.toContain('besides');
  });

  test('of an SMS are for what its number counts: a set, or the one alone', () => {
    const smsLinks = contextAt(1, { smsLinks: true });
    const link = (count: number, ...alerts: Alert[]) =>
      /act\/(\S+)\/acknowledge/.exec(
        smsOfDigest(alerts, {
          ...smsLinks,
          links,
          setId,
          failing: { count, critical: 0, lost: 0, isWhole: true },
        }),
      )?.[1];
    expect(link(2, orders(), menu())).toBe(`set%3A${setId}`);
    expect(link(4, orders(), over())).toBe(`set%3A${setId}`);
    expect(link(1, orders(), over())).toBe('orders-1');
    const unkept = smsOfDigest([orders(), menu()], { ...smsLinks, links });
    expect(unkept).toBe('2 webhooks fail, 1 critical, worst Orders webhook. 2+ lost since 19:42.');
  });

  test('are left out where there is nothing to act on together', () => {
    expect(linked(over(), over())).not.toMatch(/ALL|Silence/);
    expect(linked(acknowledged, acknowledged)).not.toContain('ACKNOWLEDGE');
    expect(emailOfDigest([orders(), menu()], { ...contextAt(1), links })).not.toContain('ALL');
  });

  test('without a console there is the command that closes one', () => {
    const command = 'npm run resolve -- ID --stage prod --region eu-central-1';
    expect(email(orders())).toContain(command);
    expect(email(over())).not.toContain(command);
    expect(linked(orders(), menu())).not.toContain(command);
  });
});
