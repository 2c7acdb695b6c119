import { expect, test } from '@jest/globals';
import { nameOfPerson, People, runtimePeople } from '../../../../lib/domain/oncall/people.ts';

const wrong = (people: unknown): string[] =>
  People.safeParse(people).error?.issues.map(({ message }) => message) ?? [];

test('a person has an email address or a number, or both', () => {
  const [email, sms] = ['sara@shop.example', '+966512345678'];
  for (const sara of [{ email }, { sms }, { email, sms }]) expect(wrong({ sara })).toEqual([]);
  expect(wrong({ sara: { name: 'Sara' } })).toEqual(['expected email or sms, or both']);
});

test('a hundred people are the most', () => {
  const many = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`p${index}`, { email: `p${index}@shop.example` }]),
    );
  expect(wrong(many(100))).toEqual([]);
  expect(wrong(many(101))).toEqual(['expected at most 100 people']);
});

test('functions know how somebody is reached and what language they read, and no contact', () => {
  const people = People.parse({
    sara: { email: 'sara@shop.example' },
    omar: { name: 'Omar A.', sms: '+966512345678', language: 'ar' },
  });
  expect(runtimePeople(people)).toStrictEqual({
    sara: { name: 'Sara', hasEmail: true, hasSms: false },
    omar: { name: 'Omar A.', hasEmail: false, hasSms: true, language: 'ar' },
  });
  expect(nameOfPerson('huda')).toBe('Huda');
  expect(nameOfPerson('huda', 'Huda B.')).toBe('Huda B.');
});
