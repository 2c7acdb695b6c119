import * as z from 'zod';
import { DAYS_BACK, DeliveryReport } from '../intake/delivery-report.ts';
import { Kept, NotTaken, PROBLEMS, UnknownEndpoint } from '../intake/problem-details.ts';
import { ENDPOINT_LIMIT, LONGEST_READ } from '../intake/read-endpoint.ts';
import { Source } from '../security/source.ts';
import { consolePaths, consoleSchemas, consoleSecurity } from './openapi-console.ts';
import { dutyPaths, dutySchemas } from './openapi-duty.ts';
import { monitorPaths, monitorSchemas } from './openapi-monitors.ts';

/*
 * Not for `receive`: zod's JSON Schema would double its bundle. Our own rule is code rather than a pattern, so it is
 * expressed in terms of JSON Schema: a URL that parses, as a format.
 */
const ENDPOINT = {
  type: 'string',
  maxLength: ENDPOINT_LIMIT,
  format: 'url',
  description: `The webhook's URL: an absolute http or https URL (WHATWG URL Standard) of at most ${ENDPOINT_LIMIT} characters.`,
} as const;

/** Which days are allowed changes each day, so it is a format too. */
const RECENT_DAY = {
  format: 'recent-day',
  description: `A day in UTC, as 2026-11-23: today, or one of the ${DAYS_BACK} days before.`,
} as const;

/** The JSON Schema of a request or response; draft 2020-12, as in OpenAPI 3.1. */
const schemaOf = (schema: z.ZodType): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === DeliveryReport.shape.endpoint) Object.assign(jsonSchema, ENDPOINT);
      if (zodSchema === DeliveryReport.shape.day) {
        delete jsonSchema.pattern;
        Object.assign(jsonSchema, RECENT_DAY);
      }
    },
  });
  return rest;
};

/** The body that is read. Everything but the endpoint may be odd or missing: the answer then says so, and nothing is lost. */
const POSTED = {
  type: 'object',
  properties: {
    code: {
      description:
        'A safe integer, or a string with one: an HTTP status, 0, a negative number, or one of cURL’s. Anything else, or nothing, counts as an unknown code.',
    },
    endpoint: { ...ENDPOINT, maxLength: LONGEST_READ },
    message: {
      description:
        'What Flavours says about the failure: a string. Anything else is stored as text. The first 16 KiB are stored.',
    },
  },
  required: ['endpoint'],
} as const;

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
    description: 'The secret of this source’s webhook URL.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
  },
];

const storeFailed = problemAnswer('It could not be stored: post it again.', 'StoreFailed', {
  'Retry-After': { description: 'After how many seconds.', required: true, schema: { type: 'integer' } },
});

/** The HTTP API as OpenAPI 3.1. */
export const openapi = () => ({
  openapi: '3.1.1',
  info: {
    title: 'Flavours error webhook',
    version: '1',
    description:
      'Receives error notifications from Flavours. Unreadable ones are stored too, and people are alerted. A method that a path does not have is answered with 405 problem+json and `Allow`, whoever asks.',
  },
  paths: {
    '/hooks/{source}/{token}': {
      post: {
        operationId: 'notify',
        summary: 'Receives one error notification',
        description:
          'The content type is ignored: the body is read as JSON, or as what it looks like. The answer comes only once the notification is stored. Fields that are not as documented are listed in `errors`; the notification still counts for its endpoint. Every source and token that do not belong together get the same 404.',
        parameters: PARAMETERS,
        requestBody: { required: true, content: { 'application/json': { schema: ref('WebhookPayload') } } },
        responses: {
          200: {
            description: 'Stored; people will be alerted.',
            headers: NO_STORE,
            content: { 'application/json': { schema: ref('Kept') } },
          },
          400: problemAnswer(
            'It names no endpoint. The first 16 KiB are stored as received, and people are alerted.',
            'Unreadable',
          ),
          404: problemAnswer('No such source, or the token is not its own.', 'NotFound'),
          413: problemAnswer(
            'The body is longer than 256 KiB and names no endpoint within them. The first 16 KiB are stored, and people are alerted.',
            'TooLarge',
          ),
          503: storeFailed,
        },
      },
    },
    '/hooks/{source}/{token}/deliveries': {
      post: {
        operationId: 'deliveries',
        summary: 'Receives how many events an endpoint received on a day',
        description:
          'From a merchant: the total of the day (UTC) so far, for today or one of the last few days. A later report replaces what this source reported before. With it, failures are shown as a rate.',
        parameters: PARAMETERS,
        requestBody: { required: true, content: { 'application/json': { schema: ref('DeliveryReport') } } },
        responses: {
          200: {
            description: 'Stored.',
            headers: NO_STORE,
            content: { 'application/json': { schema: ref('Taken') } },
          },
          400: problemAnswer('It could not be read, and was not stored.', 'NotTaken'),
          404: problemAnswer('No such source, or the token is not its own.', 'NotFound'),
          409: problemAnswer(
            'The endpoint is unknown: Flavours has reported no failure of it, and oncall.yml does not list it. It was not stored.',
            'UnknownEndpoint',
          ),
          503: storeFailed,
        },
      },
    },
    ...consolePaths,
    ...monitorPaths,
    ...dutyPaths,
  },
  components: {
    schemas: {
      WebhookPayload: POSTED,
      Kept: schemaOf(Kept),
      DeliveryReport: schemaOf(DeliveryReport),
      Taken: schemaOf(DeliveryReport.pick({ day: true, delivered: true })),
      NotTaken: schemaOf(NotTaken),
      UnknownEndpoint: schemaOf(UnknownEndpoint),
      Unreadable: schemaOf(PROBLEMS[400]),
      NotFound: schemaOf(PROBLEMS[404]),
      TooLarge: schemaOf(PROBLEMS[413]),
      StoreFailed: schemaOf(PROBLEMS[503]),
      ...consoleSchemas,
      ...monitorSchemas,
      ...dutySchemas,
    },
    securitySchemes: consoleSecurity,
  },
});
