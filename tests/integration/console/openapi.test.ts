import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { openapi } from '../../../lib/domain/api/openapi.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { documented, post } from '../flavours.ts';
import { startTestStack } from '../stack.ts';

const ROOT = join(__dirname, '../../..');
const PATH = '/hooks/{source}/{token}';

test('docs/openapi.json is what the schemas say: `node --import tsx tools/generate/openapi.ts` writes it', () => {
  const committed = readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8');
  expect(committed).toBe(`${JSON.stringify(openapi(), null, 2)}\n`);
});

/** As much of OpenAPI 3.1 as we use; nothing that it does not know. */
const Schema = z.looseObject({});
const Media = z.strictObject({ schema: Schema });
const Operation = z.strictObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  security: z.array(z.record(z.string(), z.array(z.never()))).optional(),
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      in: z.enum(['path', 'query']),
      required: z.boolean(),
      description: z.string(),
      schema: Schema,
    }),
  ),
  requestBody: z.strictObject({ required: z.boolean(), content: z.record(z.string(), Media) }).optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$/),
    z.strictObject({
      description: z.string(),
      headers: z.record(z.string(), z.looseObject({ schema: Schema })),
      content: z.record(z.string().regex(/^[a-z]+\/[a-z.+-]+$/), Media).optional(), // the gateway's own answers have none
    }),
  ),
});
const Document = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(
    z.string().startsWith('/'),
    z.strictObject({ post: Operation.optional(), get: Operation.optional(), delete: Operation.optional() }),
  ),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), Schema),
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.enum(['http', 'apiKey']) })),
  }),
});

describe('the document', () => {
  const text = JSON.stringify(openapi());
  const { post: operation } = Document.parse(JSON.parse(text)).paths[PATH] ?? {};

  test('names every parameter of its path, and every answer of the design', () => {
    const inPath = [...PATH.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(operation?.parameters.map(({ name }) => name)).toEqual(inPath);
    expect(Object.keys(operation?.responses ?? {})).toEqual(['200', '400', '404', '413', '503']);
  });
  test('points only to what it has, and has nothing that nobody points to', () => {
    const pointed = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect([...new Set(pointed)].sort()).toEqual(Object.keys(openapi().components.schemas).sort());
  });
  test('has schemas that zod reads back', () => {
    for (const schema of Object.values(openapi().components.schemas)) {
      expect(() => z.fromJSONSchema(JSON.parse(JSON.stringify(schema)))).not.toThrow();
    }
  });
  test('asks of a notification for its endpoint alone: whatever else is odd is said, and not refused', () => {
    const WebhookPayload = z.fromJSONSchema(
      JSON.parse(JSON.stringify(openapi().components.schemas.WebhookPayload)),
    );
    const endpoint = 'https://h.example/';
    for (const code of [503, '503', '503.0', null, undefined, true, {}, [], 1.5])
      for (const message of ['down', null, undefined, 7, {}, []])
        expect(WebhookPayload.safeParse({ code, endpoint, message }).success).toBe(true);
    for (const odd of [null, 7, [], 'text', {}, { endpoint: 7 }, { endpoint: null }])
      expect(WebhookPayload.safeParse(odd).success).toBe(false);
  });
});

describe('the local stack', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startTestStack({ stream: false });
  });
  afterAll(() => stack?.stop());

  test('serves it', async () => {
    const response = await fetch(`${stack.url}/openapi.json`);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual(openapi());
  });
  test('answers as it says', async () => {
    const posts: [number, string, unknown][] = [
      [200, stack.webhookUrl, documented()],
      [400, stack.webhookUrl, '{'],
      [404, `${stack.webhookUrl}x`, documented()],
      [413, stack.webhookUrl, 'x'.repeat(300_000)],
      [200, stack.webhookUrl, { endpoint: documented().endpoint, code: null, message: 7 }],
    ];
    const { responses } = openapi().paths[PATH].post;
    for (const [status, url, body] of posts) {
      const response = await post(url, body);
      expect(response.status).toBe(status);
      const message = z
        .record(z.string(), z.object({ content: z.record(z.string(), z.unknown()) }))
        .parse(responses);
      expect(Object.keys(message[status]?.content ?? {})).toEqual([response.headers.get('content-type')]);
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
  });
});
