import { InvalidArgumentError } from '@commander-js/extra-typings';
import * as z from 'zod';
import { parseRange } from '../../lib/domain/security/ip-address.ts';

/** Reads the text of an option or argument by a schema; what does not fit is said in one line. */
export const parsedBy =
  <Value>(schema: z.ZodType<Value>) =>
  (text: string): Value => {
    const result = schema.safeParse(text);
    if (result.success) return result.data;
    throw new InvalidArgumentError(`Expected ${result.error.issues[0]?.message}.`);
  };

const digits = (expected: string) =>
  z
    .string()
    .regex(/^\d{1,15}$/, expected)
    .transform(Number);

/** A whole number of at least `min`. */
export const wholeNumber = (min: number) => {
  const expected = `a whole number of at least ${min}`;
  return parsedBy(digits(expected).pipe(z.number().min(min, expected)));
};

/** A number between two others, both allowed. */
export const numberBetween = (min: number, max: number) => {
  const expected = `a number from ${min} to ${max}`;
  const text = z.string().regex(/^\d+(?:\.\d+)?$/, expected);
  return parsedBy(text.transform(Number).pipe(z.number().min(min, expected).max(max, expected)));
};

/** As CloudFormation takes it in the name of a stack. */
export const stage = parsedBy(
  z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, 'the name of a stage, such as prod or dev'),
);

export const region = parsedBy(
  z.string().regex(/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/, 'an AWS region, such as eu-central-1'),
);

/** What may be probed besides public addresses. */
export const probeTarget = parsedBy(
  z
    .string()
    .regex(/^[\w:][\w.:-]*(?:\/\d{1,3})?$/, 'a host, an address, or a range such as 10.0.0.0/8')
    .refine((text) => !text.includes('/') || parseRange(text) !== undefined, 'a range such as 10.0.0.0/8'),
);

/** An address to probe. */
export const webUrl = parsedBy(
  z.url({ protocol: /^https?$/, error: 'a URL that begins with https:// or http://' }),
);
