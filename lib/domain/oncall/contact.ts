import * as z from 'zod';

/** A literal contact, or one that the deploy looks up: `${env:NAME}` or `${ssm:/path}`. */
export const contact = <T extends z.ZodType<string>>(inTheClear: T) =>
  z.union([z.string().regex(/^\$\{(?:env|ssm):[^{}]+\}$/), inTheClear]);

export const email = contact(z.email());

export const phone = contact(
  z
    .string({
      error: 'expected a phone number in quotes, such as "+966500000000": YAML reads it as a number',
    })
    .regex(/^\+[1-9]\d{6,14}$/, 'expected an E.164 number, such as +966500000000'),
);

/** Protocol and address: SNS allows each only once per topic. */
const addressOf = (one: object): string => JSON.stringify(Object.entries(one)[0]);

export const isEachOnce = (contacts: readonly object[]): boolean =>
  new Set(contacts.map(addressOf)).size === contacts.length;
