import { expect, test } from '@jest/globals';
import { SELF_TEST_RECIPIENT } from '../../../lib/domain/oncall/recipient.ts';
import { plainPartsOf } from '../../../lib/messages/plain-parts.ts';
import type { Message } from '../../../lib/messages/sections/message.ts';

const message = (over: Partial<Message> = {}): Message => ({
  audience: ['people', 'woken', 'machines'],
  subject: 'OPEN',
  email: 'a mail',
  sms: 'an SMS',
  chat: 'a chat',
  machine: '{}',
  attributes: {
    kind: 'opened',
    recipient: ['people:level-1', 'people:@sara', 'woken:@sara', 'machines:level-1'],
  },
  ...over,
});
const part = (form: string, text: string, ...recipient: string[]) => ({
  subject: 'OPEN',
  text,
  attributes: { kind: 'opened', recipient, form },
});

test('each form is a text of its own, for those who read it, people first', () => {
  expect(plainPartsOf(message())).toEqual([
    part('email', 'a mail', 'people:level-1', 'people:@sara'),
    part('sms', 'an SMS', 'woken:@sara'),
    part('chat', 'a chat', 'machines:level-1'),
    part('machine', '{}', 'machines:level-1'),
  ]);
});

test('nothing is for an audience that is not meant, or of which nobody is named', () => {
  expect(plainPartsOf(message({ audience: ['woken'] }))).toEqual([part('sms', 'an SMS', 'woken:@sara')]);
  expect(plainPartsOf(message({ attributes: { kind: 'opened', recipient: ['people:@sara'] } }))).toEqual([
    part('email', 'a mail', 'people:@sara'),
  ]);
  expect(plainPartsOf(message({ attributes: { kind: 'opened' } }))).toEqual([]);
});

test('where a form has no text, its readers get the subject', () => {
  const { sms: _, ...without } = message({ audience: ['woken'] });
  expect(plainPartsOf(without)).toEqual([part('sms', 'OPEN', 'woken:@sara')]);
});

test('a self-test is one message, whatever forms there are: its subscription takes any', () => {
  const attributes = { kind: 'opened', recipient: [SELF_TEST_RECIPIENT, 'machines:level-1'] };
  expect(plainPartsOf(message({ attributes }))).toEqual([
    { subject: 'OPEN', text: 'a chat', attributes: { ...attributes, form: 'chat' } },
  ]);
});
