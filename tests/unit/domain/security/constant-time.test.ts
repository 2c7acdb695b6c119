import { expect, test } from '@jest/globals';
import { isSameSecret } from '../../../../lib/domain/security/constant-time.ts';

test.each([
  ['abc', 'abc', true],
  ['', '', true],
  ['abc', 'abd', false],
  ['abc', 'abcd', false],
  ['abc', '', false],
  ['é', 'e\u0301', false],
])('%j and %j: %s', (given, expected, same) => {
  expect(isSameSecret(given, expected)).toBe(same);
});
