import * as z from 'zod';

/** JSON Schema of what is answered, or taken (`input`). */
export const schemaOf = (schema: z.ZodType, io: 'input' | 'output' = 'output'): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
};

export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const NO_STORE = { 'Cache-Control': { schema: { const: 'no-store' } } };

export const answer = (description: string, type: string, schema: object, headers: object = {}) => ({
  description,
  headers: { ...NO_STORE, ...headers },
  content: { [type]: { schema } },
});
export const problem = (description: string) =>
  answer(description, 'application/problem+json', ref('Problem'));

export const inPath = (name: string, description: string) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string' },
});

const WORDS: Record<string, string> = {
  state: 'Only what is not over; the default, unless a month is asked for.',
  month: 'Only what was opened in this month and is settled; not with a state.',
  severity: 'Only of this severity.',
  family: 'Only of this family.',
  source: 'Only what this source posted of.',
  sort: 'A month is sorted by openedAt or -openedAt only.',
  limit: 'How many at most.',
  after: 'The `next` of the page before.',
  code: 'Only with this code.',
  q: 'Only with this text in it, letter by letter.',
};

/** What a query carries is text, with a pattern; to OpenAPI a number in it is a number. */
const withoutPattern = ({ pattern: _, ...field }: object & { pattern?: string }) => field;

/** The fields of a query as parameters. */
export const inQuery = (schema: z.ZodObject) => {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: 'query',
    required: false,
    description: WORDS[name] ?? name,
    schema: typeof field === 'object' && field.type === 'integer' ? withoutPattern(field) : field,
  }));
};

/** One operation of the console's API: by a token, or by who is signed in. */
export const operation = (
  operationId: string,
  summary: string,
  parameters: object[],
  responses: Record<number, object>,
  requestBody?: object,
) => ({
  operationId,
  summary,
  description: `${summary}. Needs a token, or a session of the console.`,
  security: [{ token: [] }, { session: [] }],
  parameters,
  ...(requestBody && { requestBody }),
  responses: {
    ...responses,
    401: problem('No token, one that has ended, or none of ours.'),
    431: { description: 'By the gateway: it takes 10,240 bytes of address and headers.', headers: {} },
  },
});
