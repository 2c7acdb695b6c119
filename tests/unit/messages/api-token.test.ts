import { expect, test } from '@jest/globals';
import type { ApiToken } from '../../../lib/domain/security/api-token.ts';
import { apiTokenMessage } from '../../../lib/messages/api-token.ts';
import { contextAt } from './fixtures.ts';

const token: ApiToken = {
  id: '01k7abcdefghjkmnpqrstvwxyz',
  label: 'grafana',
  scope: 'act',
  hash: 'the hash of a secret',
  createdBy: 'Sara\nFrom: nobody',
  createdAt: '2026-06-12T16:42:00.000Z',
  until: '2026-09-10T16:42:00.000Z',
};
const links = { baseUrl: 'https://alerts.shop.example', secret: 's'.repeat(48) };
const NOW_MS = Date.parse('2026-06-12T16:43:00.000Z');
const mailOf = (over: Partial<ApiToken> = {}) =>
  apiTokenMessage({ ...token, ...over }, { ...contextAt(0), now: NOW_MS, links });

test('the mail says what the token may, who made it and until when, and where it can be ended', () => {
  const { email, subject, audience } = mailOf();
  expect(audience).toEqual(['people']);
  expect(subject).toBe('New API token "grafana" (prod)');
  expect(email).toBe(`Somebody who is signed in made an API token for prod.

Name: grafana
May: read everything, and act: acknowledge, resolve, silence, note.
Made by: Sara From: nobody (a typed name)
Made at: Fri 12 Jun 19:42 (Riyadh)
Until: Thu 10 Sep 19:42 (Riyadh)

If nobody of you did, end it here: it ends at once. It does not end by itself when somebody signs out:
https://alerts.shop.example/console/access
`);
});

test('of one that was ended before it could be told of, it says so', () => {
  const { email = '' } = mailOf({ endedAt: '2026-06-12T16:42:30.000Z' });
  expect(email).toContain('Ended: Fri 12 Jun 19:42');
  expect(email).toContain('It cannot be used any more.');
  expect(email).not.toContain('/console/access');
});

test('machines hear of its kind alone, and nobody of its hash', () => {
  const { machine, ...others } = mailOf();
  expect(JSON.parse(machine)).toEqual({ version: 1, kind: 'api-token' });
  expect(JSON.stringify(others)).not.toMatch(/the hash|01k7/);
  expect(others.attributes).toMatchObject({
    kind: 'api-token',
    recipient: [1, 2, 3, 4, 5].map((level) => `people:level-${level}`),
  });
});
