import { expect, test } from '@jest/globals';
import { oncallAtRuntime } from '../../../lib/adapters/config/oncall-file.ts';
import { OncallConfig } from '../../../lib/domain/oncall/config.ts';
import { renderAlert } from '../../../lib/messages/render.ts';
import type { Message } from '../../../lib/messages/sections/message.ts';
import { contextAt, incident } from './fixtures.ts';

const oncall = oncallAtRuntime(
  OncallConfig.parse({
    people: {
      sara: { email: 'sara@shop.example' },
      omar: { email: 'omar@shop.example', language: 'ar' },
    },
    levels: [{ people: ['sara', 'omar'] }],
  }),
);

const handedTo = (...to: string[]): Message =>
  renderAlert(
    {
      incident: incident({}),
      kind: 'handover',
      reason: 'somebody came on duty',
      level: 1,
      to,
      onDuty: to,
    },
    ['email'],
    { ...contextAt(0), oncall },
  );

const isArabic = ({ email }: Message): boolean => /[\u0600-\u06ff]/.test(email ?? '');

test('a message that nobody reads in the language of the stack is theirs; the original is for nobody, unless theirs fails', () => {
  const { attributes, translations = [], ...original } = handedTo('omar');
  expect(attributes.recipient).toEqual([]); // the publisher leaves it out
  expect(isArabic({ attributes, ...original })).toBe(false);
  expect(translations.map((one) => one.attributes.recipient)).toEqual([['people:@omar']]);
  expect(translations.map(isArabic)).toEqual([true]);
});

test('each hears in their own language where there are two', () => {
  const message = handedTo('sara', 'omar');
  expect(message.attributes.recipient).toEqual(['people:@sara']);
  expect(isArabic(message)).toBe(false);
  const translations = message.translations ?? [];
  expect(translations.map(({ attributes }) => attributes.recipient)).toEqual([['people:@omar']]);
  expect(translations.map(isArabic)).toEqual([true]);
});

test('a language of their own is none where it is that of the stack, or where nobody is reached by email', () => {
  const people = (over: object) => ({
    ...oncall,
    people: { ...oncall.people, omar: { name: 'Omar', hasEmail: true, hasSms: true, ...over } },
  });
  const render = (over: object) =>
    renderAlert(
      { incident: incident({}), kind: 'handover', reason: '', level: 1, to: ['omar'], onDuty: ['omar'] },
      ['email'],
      { ...contextAt(0), oncall: people(over) },
    );
  for (const over of [{}, { language: 'en' }, { language: 'ar', hasEmail: false }]) {
    expect(render(over)).not.toHaveProperty('translations');
    expect(render(over).attributes.recipient).toEqual(['people:@omar']);
  }
});

test('a translation is for those who read it, and is a mail alone', () => {
  const three = {
    ...oncall,
    language: 'ar' as const,
    people: {
      ...oncall.people,
      sara: { name: 'Sara', hasEmail: true, hasSms: true, language: 'en' as const },
      huda: { name: 'Huda', hasEmail: true, hasSms: true, language: 'ar' as const },
    },
  };
  const to = ['sara', 'huda'];
  const message = renderAlert(
    { incident: incident({}), kind: 'handover', reason: '', level: 1, to, onDuty: to },
    ['email', 'sms'],
    { ...contextAt(0), oncall: three },
  );
  expect(message.attributes.recipient).toEqual(expect.arrayContaining(['people:@huda', 'woken:@sara']));
  expect(message.attributes.recipient).not.toContain('people:@sara');
  expect(message.translations).toHaveLength(1);
  const [english] = message.translations ?? [];
  expect(english).toMatchObject({ audience: ['people'], attributes: { recipient: ['people:@sara'] } });
  expect(english?.email).toContain('Nobody has acknowledged it');
  expect(english).not.toHaveProperty('sms');
});
