import { nameOfPerson, type PersonKey } from '../../domain/oncall/people.ts';
import { clean } from '../../domain/security/plain-text.ts';
import type { Context } from './message.ts';
import { asciiOr } from './phrases.ts';

type Known = { oncall: Pick<Context['oncall'], 'people'> };

/** What a person is called; somebody who has left `oncall.yml`, after their key. */
export const personName = (person: PersonKey, { oncall }: Known): string =>
  clean(oncall.people[person]?.name ?? nameOfPerson(person));

/** The same where only ASCII arrives: a name that would lose letters gives way to the key, which has none to lose. */
export const asciiPerson = (person: PersonKey, known: Known): string =>
  asciiOr(personName(person, known), nameOfPerson(person));

/** "Omar, Huda" */
export const personNames = (people: readonly PersonKey[], known: Known): string =>
  people.map((person) => personName(person, known)).join(', ');
