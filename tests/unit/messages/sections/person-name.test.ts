import { expect, test } from '@jest/globals';
import { asciiPerson, personName, personNames } from '../../../../lib/messages/sections/person-name.ts';

const person = (name: string) => ({ name, hasEmail: true, hasSms: true });
const known = { oncall: { people: { sara: person('Sara'), huda: person('هدى'), jose: person('José') } } };

test.each([
  ['sara', 'Sara', 'Sara'],
  ['huda', 'هدى', 'Huda'], // ASCII would leave nothing of it
  ['jose', 'José', 'Jose'],
  ['omar', 'Omar', 'Omar'], // has left oncall.yml
])('%s is called %s, and where only ASCII arrives %s', (key, name, plain) => {
  expect(personName(key, known)).toBe(name);
  expect(asciiPerson(key, known)).toBe(plain);
});

test('several are named in their order', () => {
  expect(personNames(['sara', 'omar'], known)).toBe('Sara, Omar');
  expect(personNames([], known)).toBe('');
});
