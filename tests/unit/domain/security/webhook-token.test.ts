import { describe, expect, test } from '@jest/globals';
import { redactTokens } from '../../../../lib/domain/security/redact-tokens.ts';
import {
  isRevokedToken,
  verifyWebhookToken,
  webhookToken,
} from '../../../../lib/domain/security/webhook-token.ts';

const [current, previous] = ['c'.repeat(48), 'p'.repeat(48)];
const token = webhookToken(current, 'main', 1);

describe('a webhook token', () => {
  test('has 256 bits in 43 characters that a URL takes as they are', () => {
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
  test('holds for its source and version alone', () => {
    expect(verifyWebhookToken(token, 'main', 1, [current])).toBe(0);
    expect(verifyWebhookToken(token, 'other', 1, [current])).toBe(-1);
    expect(verifyWebhookToken(token, 'main', 2, [current])).toBe(-1);
    expect(verifyWebhookToken(token, 'main', 1, [previous])).toBe(-1);
  });
  test('of the secret before holds during a rotation', () => {
    expect(verifyWebhookToken(webhookToken(previous, 'main', 1), 'main', 1, [current, previous])).toBe(1);
  });
  test.each(['', 'x', token.slice(1), `${token}x`, 'é'.repeat(43)])(
    'of another length or script is refused, not thrown at: %s',
    (wrong) => {
      expect(verifyWebhookToken(wrong, 'main', 1, [current])).toBe(-1);
    },
  );
});

describe('text that is kept', () => {
  test('loses the token at hand wherever it stands', () => {
    expect(redactTokens(`a ${token} b`, token)).toBe('a *** b');
  });
  test('loses any token in a URL of ours, with slashes as PHP escapes them too', () => {
    const other = webhookToken(previous, 'riyadh', 1);
    expect(redactTokens(`https://h.example/hooks/riyadh/${other}`, token)).toBe(
      'https://h.example/hooks/riyadh/***',
    );
    expect(redactTokens(`https:\\/\\/h.example\\/hooks\\/riyadh\\/${other}`, token)).toBe(
      'https:\\/\\/h.example\\/hooks\\/riyadh\\/***',
    );
  });
  const escaped = (text: string): string =>
    text.replace(/./g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  test('loses one whose letters are written as their numbers', () => {
    const half = `${token.slice(0, 20)}${escaped(token.slice(20))}`;
    expect(redactTokens(`{"a":"${escaped(token)}","b":"${half}"}`, token)).toBe('{"a":"***","b":"***"}');
    const other = webhookToken(previous, 'riyadh', 1);
    expect(redactTokens(`"${escaped(`https://h.example/hooks/riyadh/${other}`)}"`, token)).toBe(
      `"https${escaped(':')}//h.example/hooks/riyadh/***"`,
    );
  });
  test('keeps letters written as numbers as they came where there is no token', () => {
    const text = '"\\u0041\\u0022\\u002f\\u00e9\\u4e2d"';
    expect(redactTokens(text, token)).toBe(text);
    expect(redactTokens(`${text} ${token}`, token)).toBe(`${text} ***`);
    expect(JSON.parse(redactTokens(`["\\u0022\\u005c${escaped(token)}"]`, token))).toEqual(['"\\***']);
  });
  test('keeps what only looks like one', () => {
    expect(redactTokens('https://h.example/hooks/orders/latest', token)).toBe(
      'https://h.example/hooks/orders/latest',
    );
  });
});

describe('a token that was revoked', () => {
  const of = (version: number) => webhookToken(current, 'main', version);
  const isRevoked = (text: string, version: number, secrets = [current]) =>
    isRevokedToken(text, 'main', version, secrets);

  test('was good for an earlier version of its source, ten of them back', () => {
    expect(isRevoked(of(1), 2)).toBe(true);
    expect(isRevoked(of(1), 11)).toBe(true);
    expect(isRevoked(of(1), 12)).toBe(false);
    expect(isRevoked(of(2), 12)).toBe(true);
  });
  test('is not the one that holds, nor one to come, nor made up', () => {
    expect(isRevoked(of(2), 2)).toBe(false);
    expect(isRevoked(of(3), 2)).toBe(false);
    expect(isRevoked('x'.repeat(43), 5)).toBe(false);
    expect(isRevoked(of(1), 1)).toBe(false);
  });
  test('may be of the secret before', () => {
    expect(isRevoked(webhookToken(previous, 'main', 1), 2, [current, previous])).toBe(true);
    expect(isRevoked(webhookToken(previous, 'main', 1), 2)).toBe(false);
  });
});
