import * as z from 'zod';
import type { FieldProblem } from './problem-details.ts';

export const ENDPOINT_LIMIT = 2048;
export const BODY_LIMIT_BYTES = 16 * 1024;

const CODE_EXPECTED = 'expected a safe integer, or a string of one';
const ENDPOINT_EXPECTED = `expected an absolute http or https URL of at most ${ENDPOINT_LIMIT} characters`;
const MESSAGE_EXPECTED = 'expected a string, null, or nothing';

const safeInteger = z.int({ error: CODE_EXPECTED }).transform((code) => code || 0); // -0 is 0
const integerText = z
  .string()
  .regex(/^\s*[+-]?\d+\s*$/)
  .transform(Number)
  .pipe(safeInteger);

/** As the WHATWG URL Standard reads it. */
export const isAbsoluteHttpUrl = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);

/** What Flavours documents that it posts. The printed type is "intger", in quotes: a string of one is as likely. */
export const Posted = z.object(
  {
    code: z.union([safeInteger, integerText], { error: CODE_EXPECTED }),
    endpoint: z
      .string({ error: ENDPOINT_EXPECTED })
      .max(ENDPOINT_LIMIT, { error: ENDPOINT_EXPECTED })
      .refine(isAbsoluteHttpUrl, { error: ENDPOINT_EXPECTED }),
    message: z.string({ error: MESSAGE_EXPECTED }).nullish(),
  },
  { error: 'expected a JSON object' },
);
export type Posted = z.infer<typeof Posted>;

export type Reading =
  | { posted: Posted; hasUnknownFields: boolean }
  | { problems: [FieldProblem, ...FieldProblem[]] };

/** Reads a body's text as what Flavours documents, or says of each wrong field what was expected. Never throws. */
export const readPosted = (text: string): Reading => {
  const value = parsedJson(text);
  if (value === NOT_JSON) return { problems: [{ pointer: '#', detail: 'expected JSON' }] };
  const result = Posted.safeParse(value);
  if (result.success) {
    const names = Object.keys(Object(value)); // zod leaves out `__proto__`
    return {
      posted: result.data,
      hasUnknownFields: names.some((name) => !Object.hasOwn(Posted.shape, name)),
    };
  }
  const [first, ...others] = result.error.issues.map(({ path, message }) => ({
    pointer: ['#', ...path.map(String)].join('/'),
    detail: message,
  }));
  return { problems: [first ?? { pointer: '#', detail: 'expected a JSON object' }, ...others] };
};

const NOT_JSON = Symbol('not JSON');

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON; // JSON.parse has no other way to say so
  }
};
