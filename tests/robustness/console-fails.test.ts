import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import * as z from 'zod';
import { oncallAtRuntime, readOncall } from '../../lib/adapters/config/oncall-file.ts';
import { ApiProblem } from '../../lib/domain/api/schemas.ts';
import { tokenText } from '../../lib/domain/security/api-token.ts';
import { setFunctionEnvironment } from '../../local/lambda/environment.ts';
import { type Invoke, lambdaFunction } from '../../local/lambda/functions.ts';
import { temporaryFolder } from '../temporary.ts';
import { captureOutput } from './output.ts';
import { startStub } from './stub-dynamodb.ts';

const LINK_SECRET = 'l'.repeat(48);
const ORIGIN = 'http://127.0.0.1:1';
/** Of the function, less what an HTTP API and a person would wait. */

let stub: Awaited<ReturnType<typeof startStub>>;
let invoke: Record<'console' | 'api', Invoke>;
const output = captureOutput();
beforeAll(async () => {
  stub = await startStub();
  delete process.env['METRICS'];
  const oncallFile = join(temporaryFolder('hostile'), 'oncall.json');
  writeFileSync(oncallFile, JSON.stringify(oncallAtRuntime(readOncall(join(__dirname, '../../oncall.yml')))));
  setFunctionEnvironment({
    webhookSecret: 's'.repeat(48),
    linkSecret: LINK_SECRET,
    consoleUrl: ORIGIN,
    oncallFile,
    sourceVersions: {},
    dynamodbEndpoint: stub.url,
    snsEndpoint: ORIGIN,
  });
  invoke = {
    console: lambdaFunction('console', await import('../../handlers/console.ts'), 20_000),
    api: lambdaFunction('api', await import('../../handlers/api.ts'), 20_000),
  };
});
afterAll(async () => {
  output.stop();
  await stub.stop();
});

const Answer = z.object({ statusCode: z.int(), headers: z.record(z.string(), z.string()), body: z.string() });
const token = tokenText({ id: ulid().toLowerCase(), scope: 'act' }, 'x'.repeat(43));
const ask = async (of: keyof typeof invoke, method: string, rawPath: string, body?: string) =>
  Answer.parse(
    await invoke[of]({
      rawPath,
      rawQueryString: '',
      headers: { origin: ORIGIN, ...(rawPath.startsWith('/api/') && { authorization: `Bearer ${token}` }) },
      cookies: ['session=CANARY'],
      body,
      requestContext: { http: { method } },
    }),
  );

const WAYS = [
  'never answers',
  'throttles',
  'has an internal error',
  'refuses access',
  'has no such table',
  'refuses what is put',
  'answers with a page',
  'answers with half of JSON',
  'ends the connection',
] as const;

test.each(WAYS)('a DynamoDB that %s is an answer that says so, and tells nothing of it', async (way) => {
  stub.is(way);
  output.clear();
  const asked = [
    ['console', 'GET', '/console'],
    ['console', 'GET', '/console/history'],
    ['console', 'POST', '/console/sign-in', 'next=/console'],
    ['api', 'GET', '/console/reports'],
    ['api', 'GET', '/api/v1/incidents'],
    ['api', 'GET', '/api/v1/incidents.csv'],
    ['api', 'GET', '/api/v1/incidents/abcdefghjkmn-1/notifications'],
    ['api', 'GET', '/api/v1/endpoints/abcdefghjkmn'],
    ['api', 'POST', '/api/v1/incidents/abcdefghjkmn-1/actions', '{"kind":"resolve","actor":"robot"}'],
    ['api', 'POST', '/api/v1/test-alerts', '{"actor":"robot"}'],
  ] as const;
  const answers = await Promise.all(asked.map(([of, method, path, body]) => ask(of, method, path, body)));
  for (const [index, { statusCode, headers, body }] of answers.entries()) {
    const path = asked[index]?.[2] ?? '';
    expect({ path, statusCode }).toEqual({ path, statusCode: 500 });
    expect(headers['cache-control']).toBe('no-store');
    expect(body).not.toMatch(/said by the stub|DynamoDB|Exception|node_modules|CANARY/);
    if (!path.startsWith('/api/')) {
      expect(headers['content-type']).toContain('text/html');
      continue;
    }
    expect(headers['content-type']).toBe('application/problem+json');
    expect(ApiProblem.parse(JSON.parse(body)).status).toBe(500);
  }
  expect(output.written.filter((line) => line.includes('"level":"ERROR"'))).toHaveLength(asked.length);
  expect(output.text().match(/"ConsoleFailed":1/g)).toHaveLength(asked.length);
  expect(output.text()).not.toMatch(/CANARY|few_act/);
});

test('what needs no table is there all the same', async () => {
  stub.is('refuses access');
  expect((await ask('api', 'GET', '/api/v1/openapi.json')).statusCode).toBe(200);
  expect((await ask('console', 'GET', '/console/sign-in/sent')).statusCode).toBe(200);
  expect((await ask('api', 'DELETE', '/api/v1/incidents')).statusCode).toBe(405);
});
