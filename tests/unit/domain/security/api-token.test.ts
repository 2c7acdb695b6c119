import { expect, test } from '@jest/globals';
import {
  type ApiToken,
  hashOf,
  isGood,
  isLive,
  isTokenId,
  isUseNews,
  readTokenText,
  TokenName,
  tokenText,
} from '../../../../lib/domain/security/api-token.ts';

const NOW = new Date('2026-11-24T03:00:00.000Z');
const at = (ms: number) => new Date(NOW.getTime() + ms).toISOString();
const SECRET = 'S'.repeat(43);
const ID = '01k7abcdefghjkmnpqrstvwxyz';
const token = (over: Partial<ApiToken> = {}): ApiToken => ({
  id: ID,
  label: 'grafana',
  scope: 'read',
  hash: hashOf(SECRET),
  createdBy: 'Sara',
  createdAt: at(-1000),
  until: at(1),
  ...over,
});

test.each(['read', 'act'] as const)('what its bearer has names a token to %s, and proves it', (scope) => {
  const text = tokenText({ id: ID, scope }, SECRET);
  expect(text).toBe(`few_${scope}_${ID}_${SECRET}`);
  expect(readTokenText(text)).toEqual({ id: ID, secret: SECRET });
});

test.each([
  ['nothing', ''],
  ['no secret', `few_read_${ID}_`],
  ['half a secret', `few_read_${ID}_${SECRET.slice(1)}`],
  ['a longer secret', `few_read_${ID}_${SECRET}S`],
  ['no id', `few_read__${SECRET}`],
  ['an id in capitals', `few_read_${ID.toUpperCase()}_${SECRET}`],
  ['another right', `few_own_${ID}_${SECRET}`],
  ['a line before it', `\nfew_read_${ID}_${SECRET}`],
  ['a signed token of before', `few_read_grafana_1795662000_${SECRET}`],
])('%s is no token', (_, text) => expect(readTokenText(text)).toBeUndefined());

test('a token is good by its secret, until its time or its end', () => {
  expect(isGood(token(), SECRET, NOW)).toBe(true);
  expect(isGood(token(), 'T'.repeat(43), NOW)).toBe(false);
  expect(isGood(token(), '', NOW)).toBe(false);
  expect(isGood(token({ hash: SECRET }), SECRET, NOW)).toBe(false); // the hash itself is no secret
  expect(isGood(token({ hash: 'short' }), SECRET, NOW)).toBe(false);
  expect(isGood(token({ until: at(0) }), SECRET, NOW)).toBe(false);
  expect(isGood(token({ endedAt: at(-1), until: at(100_000) }), SECRET, NOW)).toBe(false);
  expect(isLive(token({ endedAt: at(-1) }), NOW)).toBe(false);
});

test('its use is news once an hour', () => {
  expect(isUseNews(token(), NOW)).toBe(true);
  expect(isUseNews(token({ lastUsedAt: at(-3_600_000) }), NOW)).toBe(true);
  expect(isUseNews(token({ lastUsedAt: at(-3_599_999) }), NOW)).toBe(false);
});

test('an id is one of ours, or nothing that a table is asked for', () => {
  expect(isTokenId(ID)).toBe(true);
  for (const text of ['', 'x', ID.slice(1), `${ID}0`, ID.replace('0', 'u'), `${ID}\n`])
    expect(isTokenId(text)).toBe(false);
});

test.each([
  ['grafana', true],
  ['a', true],
  ['0-9', true],
  ['a'.repeat(40), true],
  ['a'.repeat(41), false],
  ['-a', false],
  ['Grafana', false],
  ['a_b', false],
  ['a b', false],
  ['', false],
  ['م', false],
])('%j as a name: %s', (name, isOne) => expect(TokenName.safeParse(name).success).toBe(isOne));
