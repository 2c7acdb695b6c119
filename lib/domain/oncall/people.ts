import * as z from 'zod';
import { email, phone } from './contact.ts';

/** The languages in which emails are written. */
export const Language = z.enum(['en', 'ar']);
export type Language = z.infer<typeof Language>;

/** How `oncall.yml` calls a person: also the name in SNS filters, in the console's forms and in the API. */
export const PersonKey = z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/, {
  error: 'expected a short name in small letters and digits, such as sara',
  abort: true,
});
export type PersonKey = z.infer<typeof PersonKey>;

/** Somebody who takes turns, or is always on duty at a level. */
export const Person = z
  .strictObject({
    name: z.string().trim().min(1).max(60).optional(),
    email: email.optional(),
    sms: phone.optional(),
    language: Language.optional(),
  })
  .refine((person) => person.email !== undefined || person.sms !== undefined, {
    error: 'expected email or sms, or both',
  });
export type Person = z.infer<typeof Person>;

const MOST_PEOPLE = 100;

export const People = z
  .record(PersonKey, Person)
  .refine((people) => Object.keys(people).length <= MOST_PEOPLE, {
    error: `expected at most ${MOST_PEOPLE} people`,
  });
export type People = z.infer<typeof People>;

/** A person as functions know them: without any contact. */
export const RuntimePerson = z.object({
  name: z.string(),
  hasEmail: z.boolean(),
  hasSms: z.boolean(),
  language: Language.optional(),
});
export type RuntimePerson = z.infer<typeof RuntimePerson>;

/** What a person is called in messages and on pages: their name, or their key with a capital. */
export const nameOfPerson = (key: PersonKey, name?: string): string =>
  name ?? key.charAt(0).toUpperCase() + key.slice(1);

/** The people without their contacts. */
export const runtimePeople = (people: People): Record<PersonKey, RuntimePerson> =>
  Object.fromEntries(
    Object.entries(people).map(([key, person]) => [
      key,
      {
        name: nameOfPerson(key, person.name),
        hasEmail: person.email !== undefined,
        hasSms: person.sms !== undefined,
        ...(person.language && { language: person.language }),
      },
    ]),
  );
