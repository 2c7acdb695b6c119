import { expect, test } from '@jest/globals';
import { clean, clip } from '../../../../lib/domain/security/plain-text.ts';
import { ascii } from '../../../../lib/messages/text/plain-text.ts';

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

test('ascii takes signs by their look and marks what it loses once', () => {
  expect(ascii('“Café” – it’s…')).toBe('"Cafe" - it\'s...');
  expect(ascii('a مرحبا b')).toBe('a ? b');
  expect(ascii('x\u202e\ny')).toBe('x y');
});
