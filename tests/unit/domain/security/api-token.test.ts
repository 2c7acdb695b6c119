import { expect, test } from '@jest/globals';
import { apiToken, readApiToken, TokenName } from '../../../../lib/domain/security/api-token.ts';

const SECRET = 'the current secret, long enough for this';
const PREVIOUS = 'the secret before, long enough for this';
const expiresAt = new Date('2026-11-24T03:00:00Z');
const before = new Date('2026-11-24T02:59:59.999Z');
const token = (scope: 'read' | 'act' = 'read', name = 'grafana', secret = SECRET) =>
  apiToken(secret, { name, scope, expiresAt });
const read = (text: string, now = before) => readApiToken(text, [SECRET, PREVIOUS], now);

test.each(['read', 'act'] as const)('a token to %s says whose it is, until it expires', (scope) => {
  expect(read(token(scope))).toEqual({ name: 'grafana', scope, expiresAt });
  expect(read(token(scope), expiresAt)).toBeUndefined();
});

test('two secrets are accepted, and no third', () => {
  expect(read(token('read', 'grafana', PREVIOUS))).toBeDefined();
  expect(read(token('read', 'grafana', 'another secret, long enough for this'))).toBeUndefined();
  expect(readApiToken(token(), [], before)).toBeUndefined();
});

test.each([
  ['scope', (text: string) => text.replace('_read_', '_act_')],
  ['name', (text: string) => text.replace('grafana', 'grafanb')],
  ['end', (text: string) => text.replace(/_(\d+)_/, (_, e: string) => `_${Number(e) + 1}_`)],
  ['signature', (text: string) => text.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
  ['beginning', (text: string) => ` ${text}`],
  ['end of the text', (text: string) => `${text}x`],
])('another %s is no token of ours', (_, changed) => {
  expect(read(changed(token()))).toBeUndefined();
});

test('what is no token at all is none', () => {
  for (const text of ['', 'few_read_grafana', 'few____', 'Bearer x']) expect(read(text)).toBeUndefined();
});

test('a name is plain, as it stands in the token', () => {
  const isGood = (name: string) => TokenName.safeParse(name).success;
  expect(['a', 'grafana-2', 'x'.repeat(40)].map(isGood)).toEqual([true, true, true]);
  expect(['', '-a', 'A', 'a_b', 'a b', 'x'.repeat(41)].map(isGood)).toEqual(Array(6).fill(false));
});

test('a token that was given out stays good with the next version of this code', () => {
  expect(token()).toBe('few_read_grafana_1795489200_MTciXzrUen_sAHpZp-15RNf9tIbunOJXrt2Oy5Ce7ws');
});
