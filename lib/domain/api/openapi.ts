import * as z from 'zod';
import { Delivered } from '../intake/delivery-report.ts';
import { ENDPOINT_LIMIT, Posted } from '../intake/payload.ts';
import { Kept, NotTaken, PROBLEMS } from '../intake/problem-details.ts';
import { Source } from '../security/source.ts';
import { consolePaths, consoleSchemas, consoleSecurity } from './openapi-console.ts';
import { monitorPaths, monitorSchemas } from './openapi-monitors.ts';

/*
 * Not for `receive`: zod's JSON Schema would double its bundle.
 *
 * Two rules of ours are code and no pattern, so they are put in words that JSON Schema has: a URL that parses, as a
 * format; a string of a safe integer, as a pattern for all of them. [0-9], because \d has more digits elsewhere than
 * in JavaScript.
 */
const ENDPOINT = {
  type: 'string',
  maxLength: ENDPOINT_LIMIT,
  format: 'url',
  description: `The webhook's URL: an absolute http or https URL (WHATWG URL Standard) of at most ${ENDPOINT_LIMIT} characters.`,
} as const;

/** A pattern for the numbers from 0 to `limit`, without leading zeros: digit by digit, smaller and then free. */
const upTo = (limit: string): string => {
  const shorter = `[1-9][0-9]{0,${limit.length - 2}}`;
  const smaller = Array.from(limit, (digit, index) => {
    const from = index === 0 ? 1 : 0;
    const rest = limit.length - index - 1;
    return Number(digit) > from
      ? [`${limit.slice(0, index)}[${from}-${Number(digit) - 1}][0-9]{${rest}}`]
      : [];
  }).flat();
  return ['0', shorter, ...smaller, limit].join('|');
};
const INTEGER_TEXT = {
  type: 'string',
  pattern: `^\\s*[+-]?0*(${upTo(String(Number.MAX_SAFE_INTEGER))})\\s*$`,
} as const;

const said: Record<string, object> = {
  code: { description: 'An HTTP status, 0, or a negative number or one of cURL’s.' },
  message: { description: 'What Flavours says of the failure.' },
};

/** JSON Schema of what is sent, or answered; draft 2020-12, as OpenAPI 3.1 has it. */
const schemaOf = (schema: z.ZodType): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema, path }) => {
      if (zodSchema === Posted.shape.endpoint || zodSchema === Delivered.shape.endpoint)
        Object.assign(jsonSchema, ENDPOINT);
      else if (jsonSchema.type === 'string' && path.join('/') === 'properties/code/anyOf/1') {
        Object.assign(jsonSchema, INTEGER_TEXT);
      }
      for (const [name, words] of Object.entries(said)) {
        if (path.join('/') === `properties/${name}`) Object.assign(jsonSchema, words);
      }
    },
  });
  return rest;
};

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const NO_STORE = { 'Cache-Control': { schema: { const: 'no-store' } } };

const problemAnswer = (description: string, name: string, headers: object = {}) => ({
  description,
  headers: { ...NO_STORE, ...headers },
  content: { 'application/problem+json': { schema: ref(name) } },
});

const PARAMETERS = [
  {
    name: 'source',
    in: 'path',
    required: true,
    description: 'Who posts.',
    schema: schemaOf(Source),
  },
  {
    name: 'token',
    in: 'path',
    required: true,
    description: 'The secret of this source.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
  },
];

const notKept = problemAnswer('It could not be kept: post it again.', 'NotKept', {
  'Retry-After': { description: 'In how many seconds.', required: true, schema: { type: 'integer' } },
});

/** What the HTTP surface takes and answers, as OpenAPI 3.1. */
export const openapi = () => ({
  openapi: '3.1.1',
  info: {
    title: 'Flavours error webhook',
    version: '1',
    description:
      'Takes error notifications of Flavours. A notification that cannot be read is kept too, and people are told of it. A method that a path does not have is answered with 405 problem+json and `Allow`, whoever asks.',
  },
  paths: {
    '/hooks/{source}/{token}': {
      post: {
        operationId: 'notify',
        summary: 'Takes one error notification',
        description:
          'The content type is not looked at: the body is read as JSON. Answers only once the notification is kept. The answer is the same 404 for every source and token that do not belong together.',
        parameters: PARAMETERS,
        requestBody: { required: true, content: { 'application/json': { schema: ref('Posted') } } },
        responses: {
          200: {
            description: 'It is kept, and people will be told.',
            headers: NO_STORE,
            content: { 'application/json': { schema: ref('Kept') } },
          },
          400: problemAnswer(
            'It could not be read. It is kept as it came, and people are told.',
            'Unreadable',
          ),
          404: problemAnswer('No such source, or not its token.', 'NotFound'),
          413: problemAnswer(
            'The body is longer than 16 KiB. Its first 16 KiB are kept, and people are told.',
            'TooLarge',
          ),
          503: notKept,
        },
      },
    },
    '/hooks/{source}/{token}/deliveries': {
      post: {
        operationId: 'deliveries',
        summary: 'Takes how many deliveries an endpoint took on a day',
        description:
          'From a merchant: the number of the whole day (UTC) so far. Said again, it replaces what this source said before. With it there is a true rate of deliveries; without it none is shown.',
        parameters: PARAMETERS,
        requestBody: { required: true, content: { 'application/json': { schema: ref('Delivered') } } },
        responses: {
          200: {
            description: 'It is kept.',
            headers: NO_STORE,
            content: { 'application/json': { schema: ref('Taken') } },
          },
          400: problemAnswer('It could not be read, and was not kept.', 'NotTaken'),
          404: problemAnswer('No such source, or not its token.', 'NotFound'),
          503: notKept,
        },
      },
    },
    ...consolePaths,
    ...monitorPaths,
  },
  components: {
    schemas: {
      Posted: schemaOf(Posted),
      Kept: schemaOf(Kept),
      Delivered: schemaOf(Delivered),
      Taken: schemaOf(Delivered.pick({ day: true, delivered: true })),
      NotTaken: schemaOf(NotTaken),
      Unreadable: schemaOf(PROBLEMS[400]),
      NotFound: schemaOf(PROBLEMS[404]),
      TooLarge: schemaOf(PROBLEMS[413]),
      NotKept: schemaOf(PROBLEMS[503]),
      ...consoleSchemas,
      ...monitorSchemas,
    },
    securitySchemes: consoleSecurity,
  },
});
