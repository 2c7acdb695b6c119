import { expect, test } from '@jest/globals';
import { Integration } from '../../../../lib/domain/integrations/integration.ts';

const isTaken = (given: object): boolean => Integration.safeParse({ name: 'kitchen', ...given }).success;

test.each([
  ['https://hooks.slack.com/services/T0/B0/x', true],
  ['http://127.0.0.1:8080/slack', true], // a stand-in on this machine
  ['http://127.0.0.1/slack', true],
  ['http://127.0.0.1.burger.example/slack', false],
  ['http://burger.example/?https://x', false],
  ['ftp://burger.example/', false],
  ['hooks', false],
])('posts to %s: %s', (url, expected) => {
  for (const kind of ['slack', 'teams']) expect(isTaken({ kind, url })).toBe(expected);
  expect(isTaken({ kind: 'webhook', url, secret: `whsec_${'A'.repeat(32)}` })).toBe(expected);
});

test.each([
  ['A'.repeat(32), true],
  [`${'A'.repeat(43)}=`, true],
  ['A'.repeat(31), false],
  [`${'A'.repeat(32)}-`, false],
])('signs with whsec_%s: %s', (secret, expected) => {
  const url = 'https://burger.example/alerts';
  expect(isTaken({ kind: 'webhook', url, secret: `whsec_${secret}` })).toBe(expected);
  expect(isTaken({ kind: 'webhook', url, secret })).toBe(false);
});

test.each([
  ['a key of 32 characters', { routingKey: 'a'.repeat(32) }, true],
  ['a key of 33', { routingKey: 'a'.repeat(33) }, false],
  ['a long secret of its own webhook', { routingKey: 'a'.repeat(32), webhookSecret: 'b'.repeat(16) }, true],
  ['a short one', { routingKey: 'a'.repeat(32), webhookSecret: 'b'.repeat(15) }, false],
  ['another region', { routingKey: 'a'.repeat(32), region: 'ap' }, false],
])('PagerDuty by %s', (_, given, expected) => {
  expect(isTaken({ kind: 'pagerduty', region: 'us', ...given })).toBe(expected);
});

test('one without a name, or of an unknown kind, is none', () => {
  expect(isTaken({ kind: 'slack', url: 'https://a.example', name: '' })).toBe(false);
  expect(isTaken({ kind: 'pager', url: 'https://a.example' })).toBe(false);
});
