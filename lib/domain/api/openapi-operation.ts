import * as z from 'zod';

/** The JSON Schema of a response, or of a request (`input`). */
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
  state: 'Only what is not settled; the default, unless months are asked for.',
  month: 'Only what opened in this month (UTC), settled or not; not with a state.',
  from: 'Only what opened in this month or later: at most 24 months. Alone: up to now.',
  to: 'Only what opened in this month or earlier. Alone: the twelve months up to it.',
  severity: 'Only incidents of this severity.',
  family: 'Only incidents of this family.',
  source: 'Only incidents with notifications from this source.',
  cause: 'Only with this cause.',
  endpoint: 'Only of this endpoint: its key, its URL, or a part of its name or address.',
  sort: 'The order. A month can be sorted by openedAt or -openedAt only.',
  limit: 'At most this many.',
  after: 'The `next` of the previous page.',
  code: 'Only notifications with this code, or `unknown`.',
  q: 'Only with this text in it. Of incidents: each word, in the name, address, cause, source, number, names of people or last message, in upper or lower case. Of notifications: letter by letter.',
};

/** In a query, a number is text with a pattern; in OpenAPI it is a number. */
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

/** One operation of the console's API, for holders of a token and for people who are signed in. */
export const operation = (
  operationId: string,
  summary: string,
  parameters: object[],
  responses: Record<number, object>,
  requestBody?: object,
) => ({
  operationId,
  summary,
  description: `${summary}. Needs a token or a session of the console.`,
  security: [{ token: [] }, { session: [] }],
  parameters,
  ...(requestBody && { requestBody }),
  responses: {
    ...responses,
    401: problem('No token, an unknown one, or one that has ended.'),
    431: { description: 'From the gateway: URL and headers may have 10,240 bytes.', headers: {} },
  },
});
