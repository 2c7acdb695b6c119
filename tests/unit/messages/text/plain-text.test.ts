import { expect, test } from '@jest/globals';
import { clean, clip } from '../../../../lib/domain/security/plain-text.ts';
import { ascii, clipMiddle, wrap, wrapHard } from '../../../../lib/messages/text/plain-text.ts';

test('clean keeps what can be read and drops what deceives', () => {
  expect(clean(' a\r\n\tb\u0000c\u2028d ')).toBe('a b c d');
  expect(clean('\u202egnp.exe\u2066\u200f\ufeff\u200b')).toBe('gnp.exe');
  expect(clean('مرحبا 😀 👩‍👩‍👧 می‌خواهم')).toBe('مرحبا 😀 👩‍👩‍👧 می‌خواهم');
  expect(clean('a\ud83d')).toBe('a\ufffd');
});

test('clip cuts between code points', () => {
  expect(clip('😀😀😀', 3)).toBe('😀😀😀');
  expect(clip('😀😀😀', 2)).toBe('😀…');
  expect(clip('abcdef', 5, '...')).toBe('ab...');
  expect(clip('abcdef', 2, '...')).toBe('..');
});

test('clipMiddle keeps both ends', () => {
  expect(clipMiddle('api.shop.example/hooks/orders', 20)).toBe('api.shop....s/orders');
  expect(clipMiddle('abc', 3)).toBe('abc');
  expect(clipMiddle('abcd', 2)).toBe('..');
});

test('ascii takes signs by their look and marks what it loses once', () => {
  expect(ascii('“Café” – it’s…')).toBe('"Cafe" - it\'s...');
  expect(ascii('a مرحبا b')).toBe('a ? b');
  expect(ascii('x\u202e\ny')).toBe('x y');
});

test('wrap leaves long words whole, wrapHard does not', () => {
  expect(wrap('aa bb cccccccc d', 5)).toEqual(['aa bb', 'cccccccc', 'd']);
  expect(wrap('', 5)).toEqual(['']);
  expect(wrapHard('aa 😀😀😀😀😀😀', 5)).toEqual(['aa', '😀😀😀😀😀', '😀']);
});
