import { expect, test } from '@jest/globals';
import {
  codeIn,
  isSignInCode,
  signInCode,
  spacedCode,
} from '../../../../lib/domain/security/sign-in-code.ts';

const OF = { browser: 'hers', link: 'one' };

test('eight digits, another for each browser, link and secret', () => {
  const codes = [
    signInCode('secret', OF),
    signInCode('secret', { ...OF, browser: 'his' }),
    signInCode('secret', { ...OF, link: 'two' }),
    signInCode('before', OF),
  ];
  for (const code of codes) expect(code).toMatch(/^\d{8}$/);
  expect(new Set(codes).size).toBe(4);
  expect(spacedCode('12345678')).toBe('1234 5678');
});

test('the secret before is taken too, while secrets are rotated; a code of other length is none', () => {
  const code = signInCode('before', OF);
  expect(isSignInCode(code, ['now', 'before'], OF)).toBe(true);
  expect(isSignInCode(code, ['now'], OF)).toBe(false);
  expect(isSignInCode(code.slice(1), ['before'], OF)).toBe(false);
  expect(isSignInCode(code, ['before'], { ...OF, link: 'two' })).toBe(false);
});

test('a code is read as people type it', () => {
  for (const typed of ['1234 5678', ' 12345678 ', '1234-5678', '١٢٣٤ ٥٦٧٨', '۱۲۳۴۵۶۷۸', '１２３４５６７８'])
    expect(codeIn(typed)).toBe('12345678');
  for (const typed of ['', '1234567', '123456789', '1234567a', '1234.5678'])
    expect(codeIn(typed)).toBeUndefined();
});
