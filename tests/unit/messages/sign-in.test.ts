import { expect, test } from '@jest/globals';
import { Family } from '../../../lib/domain/oncall/family.ts';
import { Severity } from '../../../lib/domain/oncall/severity.ts';
import { signInMessage } from '../../../lib/messages/sign-in.ts';
import { contextAt } from './fixtures.ts';

const LINK = 'https://alerts.shop.example/console/sign-in/secret';
const MAIL = {
  link: LINK,
  code: '1234 5678',
  validMs: 15 * 60_000,
  asker: { network: '203.0.113.x', browser: 'Firefox on Android' },
};
const message = () => signInMessage(MAIL, contextAt(0, { filteredSources: ['main', 'riyadh'] }));

test('the link stands in the email alone, on a line of its own', () => {
  const { email = '', ...others } = message();
  expect(email).toMatch(/^ *https:\/\/alerts\.shop\.example\/console\/sign-in\/secret$/m);
  expect(email.replace(/\s+/g, ' ')).toContain('within 15 min. It works once:');
  expect(email).toContain('on Fri 12 Jun 19:42 (Riyadh).');
  expect(email).toMatch(/^ *1234 5678$/m);
  expect(email).toContain('from 203.0.113.x, with Firefox on Android.');
  expect(JSON.stringify(others)).not.toMatch(/secret|1234|5678|203\.0/);
  expect(JSON.parse(others.machine)).toEqual({ version: 1, kind: 'sign-in' });
  expect(others.chat).toBeUndefined();
  expect(others.subject).toBe('Sign-in link for the webhook console (prod)');
});

test('every email subscription gets it, whatever it takes of alerts', () => {
  const { audience, attributes } = message();
  expect(audience).toEqual(['people']);
  expect(attributes).toEqual({
    kind: 'sign-in',
    severity: Severity.options,
    family: Family.options,
    recipient: [1, 2, 3, 4, 5].map((level) => `people:level-${level}`),
    source: ['main', 'riyadh'],
  });
});

test('where nobody asks for a source no attribute says one: SNS refuses an empty list', () => {
  expect(signInMessage(MAIL, contextAt(0)).attributes).not.toHaveProperty('source');
});
