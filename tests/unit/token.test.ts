import { describe, expect, test } from '@jest/globals';
import { secretOfToken, webhookToken, withoutTokens } from '../../lib/token.ts';

const [current, previous] = ['c'.repeat(48), 'p'.repeat(48)];
const token = webhookToken(current, 'main', 1);

describe('a webhook token', () => {
  test('has 256 bits in 43 characters that a URL takes as they are', () => {
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
  test('holds for its source and version alone', () => {
    expect(secretOfToken(token, 'main', 1, [current])).toBe(0);
    expect(secretOfToken(token, 'other', 1, [current])).toBe(-1);
    expect(secretOfToken(token, 'main', 2, [current])).toBe(-1);
    expect(secretOfToken(token, 'main', 1, [previous])).toBe(-1);
  });
  test('of the secret before holds during a rotation', () => {
    expect(secretOfToken(webhookToken(previous, 'main', 1), 'main', 1, [current, previous])).toBe(1);
  });
  test.each(['', 'x', token.slice(1), `${token}x`, 'é'.repeat(43)])(
    'of another length or script is refused, not thrown at: %s',
    (wrong) => {
      expect(secretOfToken(wrong, 'main', 1, [current])).toBe(-1);
    },
  );
});

describe('text that is kept', () => {
  test('loses the token at hand wherever it stands', () => {
    expect(withoutTokens(`a ${token} b`, token)).toBe('a *** b');
  });
  test('loses any token in a URL of ours, with slashes as PHP escapes them too', () => {
    const other = webhookToken(previous, 'riyadh', 1);
    expect(withoutTokens(`https://h.example/hooks/riyadh/${other}`, token)).toBe(
      'https://h.example/hooks/riyadh/***',
    );
    expect(withoutTokens(`https:\\/\\/h.example\\/hooks\\/riyadh\\/${other}`, token)).toBe(
      'https:\\/\\/h.example\\/hooks\\/riyadh\\/***',
    );
  });
  test('keeps what only looks like one', () => {
    expect(withoutTokens('https://h.example/hooks/orders/latest', token)).toBe(
      'https://h.example/hooks/orders/latest',
    );
  });
});
