import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Cause } from '../../../../lib/domain/diagnosis/cause.ts';
import { renderAlert, renderDigest } from '../../../../lib/messages/render.ts';
import { anyTelling } from '../arbitrary.ts';
import { contextAt, opened } from '../fixtures.ts';

const inArabic = contextAt(10, { language: 'ar', escalationMinutes: [15] });

test('whatever an incident holds, the Arabic lines begin with an Arabic letter, and nothing turns their direction', () => {
  fc.assert(
    fc.property(anyTelling, (telling) => {
      const english = renderAlert(telling, ['email'], contextAt(10, { escalationMinutes: [15] })).email ?? '';
      const email = renderAlert(telling, ['email'], inArabic).email ?? '';
      expect(email.endsWith(english)).toBe(true);
      const lines = email
        .slice(0, email.length - english.length)
        .trimEnd()
        .split('\n');
      for (const line of lines) expect(line).toMatch(/^\p{Script=Arabic}/u);
      expect(email).not.toMatch(/[\p{Bidi_Control}\p{Zl}\p{Zp}]|undefined|NaN/u);
      expect(email.isWellFormed()).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('each cause has Arabic words of its own', () => {
  const words = Cause.options.map(
    (cause) => renderAlert(opened({ cause }), ['email'], inArabic).email?.split('\n')[1],
  );
  expect(new Set(words).size).toBe(Cause.options.length);
});

test('subject and SMS stay in English, whatever the language', () => {
  const [english, arabic] = [contextAt(10), contextAt(10, { language: 'ar' })].map((context) =>
    renderAlert(opened(), ['email', 'sms'], context),
  );
  expect([arabic?.subject, arabic?.sms]).toEqual([english?.subject, english?.sms]);
});

test('a digest begins with how many fail and how many are over', () => {
  expect(renderDigest([opened(), opened()], ['email'], inArabic).email).toMatch(/^ملخص: .*2.*0\n/);
});
