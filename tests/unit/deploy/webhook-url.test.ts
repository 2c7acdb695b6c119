import { expect, test } from '@jest/globals';
import { environmentIn } from '../../../deploy/webhook-url.ts';

const SECRET = 'x'.repeat(64);

test('the secret and the versions of sources come from the environment of receive', () => {
  const Variables = { WEBHOOK_SECRET: SECRET, SOURCE_VERSIONS: '{"main":2}', LOG_LEVEL: 'INFO' };
  expect(environmentIn({ Environment: { Variables } })).toEqual({
    WEBHOOK_SECRET: SECRET,
    SOURCE_VERSIONS: { main: 2 },
  });
});

// What Lambda answers to somebody who may read functions and not use the key.
test('whoever may not use the key hears which right is missing', () => {
  const refusal = { ErrorCode: 'AccessDeniedException', Message: 'Lambda was unable to decrypt' };
  expect(() => environmentIn({ Environment: { Error: refusal } })).toThrow(
    "the environment of receive cannot be read; that takes kms:Decrypt on the stack's key: Lambda was unable to decrypt",
  );
});
