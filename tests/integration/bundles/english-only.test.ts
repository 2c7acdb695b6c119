import { beforeAll, describe, expect, test } from '@jest/globals';
import { RuntimeOncallConfig } from '../../../lib/domain/oncall/config.ts';
import { bundle } from './bundle.ts';
import * as source from './mails.ts';

/* Where nobody in oncall.yml reads Arabic, a bundle has none. What people get in English must not differ for that. */
type Mails = typeof source;
/** Whether it is said in Arabic; others may quote some. Only our own lines have a mark of direction. */
const isArabic = ([, text]: readonly [string, string]): boolean => text.includes('\u200f');
const team = (over: object): RuntimeOncallConfig => RuntimeOncallConfig.parse(over);
const person = (language: 'en' | 'ar') => ({ name: 'Huda', hasEmail: true, hasSms: false, language });
const bundledFor = (runtime: RuntimeOncallConfig): Promise<Mails> =>
  bundle<Mails>('mails', `export * from '${require.resolve('./mails.ts')}';`, {
    service: { custom: { oncall: { runtime } } },
  });

let english: Mails;
let written: Record<string, string>;
beforeAll(async () => {
  english = await bundledFor(team({ people: { sara: person('en') } }));
  written = english.mails();
});

const golden = Object.entries(source.mails());

describe('a bundle that nobody reads in Arabic', () => {
  test.each(golden.filter((mail) => !isArabic(mail)))('says %s to the letter', (name, text) => {
    expect(written[name]).toBe(text);
  });

  test.each(golden.filter(isArabic))('has words for %s, in English', (name) => {
    expect(written[name]).not.toMatch(/\p{Script=Arabic}|undefined/u);
  });

  test('writes English to those who are to read Arabic, and says that it does', () => {
    const asked = team({ language: 'ar', people: { sara: person('en'), huda: person('ar') } });
    expect(english.inSpokenLanguages(asked)).toEqual({
      oncall: { ...asked, language: 'en', people: { sara: person('en'), huda: person('en') } },
      isChanged: true,
    });
    expect(source.inSpokenLanguages(asked)).toEqual({ oncall: asked, isChanged: false });
  });
});

test.each([
  ['a team', team({ language: 'ar' })],
  ['one person', team({ people: { sara: person('en'), huda: person('ar') } })],
])('a bundle for %s who reads Arabic has all of it', async (_, oncall) => {
  expect((await bundledFor(oncall)).mails()).toEqual(Object.fromEntries(golden));
});
