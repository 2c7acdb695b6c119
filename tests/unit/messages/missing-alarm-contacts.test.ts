import { expect, test } from '@jest/globals';
import { missingAlarmContacts } from '../../../lib/messages/missing-alarm-contacts.ts';
import { contextAt } from './fixtures.ts';

test('a mail says how many do not hear of alarms, where to look, and is for everybody', () => {
  const { subject, email = '', audience, machine, attributes } = missingAlarmContacts(2, contextAt(0));
  expect(subject).toBe('Alarms about the stack do not reach everybody (prod)');
  expect(email.replaceAll(/\s+/g, ' ').trim()).toBe(
    'Alarms about the stack prod do not reach 2 of those under alarms in oncall.yml. Their subscription was never confirmed, was ended, or is gone. If alerts stop, they will not hear of it. First see in SNS who is missing in this topic, and ask them to confirm: flavours-error-webhook-prod-alarms This is said again in a week.',
  );
  expect(audience).toEqual(['people']);
  expect(JSON.parse(machine)).toEqual({ version: 1, kind: 'alarm-contacts' });
  expect(attributes.recipient).toContain('people:level-1');
});

test('whoever reads Arabic gets it in Arabic', () => {
  const people = { huda: { name: 'Huda', hasEmail: true, hasSms: false, language: 'ar' as const } };
  const { translations = [] } = missingAlarmContacts(2, contextAt(0, { people }));
  expect(translations.map(({ attributes }) => attributes.recipient)).toEqual([['people:@huda']]);
  expect(translations[0]?.email).toContain('alarms');
  expect(translations[0]?.email).toMatch(/[\u0600-\u06ff]/);
});
