import { describe, expect, test } from '@jest/globals';
import { redact } from '../../../../lib/domain/security/redact.ts';
import { HARMLESS, SECRETS } from './secrets.ts';

describe('a secret is hidden, and what stands around it is not', () => {
  test.each(SECRETS)('$kind', ({ text, secret, kept = '' }) => {
    const shown = redact(text);
    expect(shown).not.toContain(secret);
    expect(shown).toContain('***');
    expect(shown).toContain(kept);
  });
  test('there are sixty of them at least, each another', () => {
    expect(new Set(SECRETS.map(({ secret }) => secret)).size).toBeGreaterThanOrEqual(60);
  });
});

test.each(HARMLESS)('stays as it is: %s', (text) => expect(redact(text)).toBe(text));
