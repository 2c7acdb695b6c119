import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { PROBLEMS } from '../../lib/domain/intake/problem-details.ts';
import { webhookToken } from '../../lib/domain/security/webhook-token.ts';
import { setFunctionEnvironment } from '../../local/lambda/environment.ts';
import { type Invoke, lambdaFunction } from '../../local/lambda/functions.ts';
import { captureOutput } from './output.ts';
import { startStub } from './stub-dynamodb.ts';

const CURRENT = 'c'.repeat(48);
const PREVIOUS = 'p'.repeat(48);
const BODIES = {
  receive: { code: 503, endpoint: 'https://h.example/' },
  deliveries: { endpoint: 'https://h.example/', day: new Date().toISOString().slice(0, 10), delivered: 7 },
};
type Hook = keyof typeof BODIES;
const HOOKS = ['receive', 'deliveries'] as const;
/** A number of deliveries is written only once its endpoint is known. */
const CALLS: Record<Hook, number> = { receive: 1, deliveries: 2 };

let stub: Awaited<ReturnType<typeof startStub>>;
let functions: Record<Hook, Invoke>;
const output = captureOutput();
beforeAll(async () => {
  stub = await startStub();
  delete process.env['METRICS'];
  setFunctionEnvironment({
    webhookSecret: CURRENT,
    linkSecret: 'l'.repeat(48),
    consoleUrl: 'http://127.0.0.1',
    oncallFile: 'of no use here',
    sourceVersions: { revoked: 3 },
    dynamodbEndpoint: stub.url,
    snsEndpoint: 'http://127.0.0.1:1',
  });
  process.env['WEBHOOK_SECRET_PREVIOUS'] = PREVIOUS;
  functions = {
    receive: lambdaFunction('receive', await import('../../handlers/receive.ts'), 6000),
    deliveries: lambdaFunction('deliveries', await import('../../handlers/deliveries.ts'), 6000),
  };
});
beforeEach(() => {
  stub.is('takes it');
  output.clear();
});
afterAll(async () => {
  output.stop();
  delete process.env['WEBHOOK_SECRET_PREVIOUS'];
  await stub.stop();
});

const Answer = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
const ask = async (hook: Hook, token: string, method = 'POST', source = 'main') =>
  Answer.parse(
    await functions[hook]({
      pathParameters: { source, token },
      requestContext: { http: { method } },
      body: JSON.stringify(BODIES[hook]),
      isBase64Encoded: false,
    }),
  );
const tokenOf = (secret: string) => webhookToken(secret, 'main', 1);

describe.each(HOOKS)('%s', (hook) => {
  test('takes the token of the secret of now, and says nothing of it', async () => {
    expect((await ask(hook, tokenOf(CURRENT))).statusCode).toBe(200);
    expect(stub.requests).toHaveLength(CALLS[hook]);
    expect(output.text()).not.toContain(tokenOf(CURRENT));
    expect(output.text()).not.toContain('PreviousSecretUsed');
  });
  test('takes the token of the secret before, and counts it: deploy/rotation.md waits for that to end', async () => {
    expect((await ask(hook, tokenOf(PREVIOUS))).statusCode).toBe(200);
    expect(stub.requests).toHaveLength(CALLS[hook]);
    expect(output.text()).toContain('"PreviousSecretUsed":1');
  });
  test('refuses any other, and counts that: a number that rings nothing, since strangers make tokens up', async () => {
    expect((await ask(hook, tokenOf('x'.repeat(48)))).statusCode).toBe(404);
    expect(stub.requests).toHaveLength(0);
    expect(output.text()).toContain('"InvalidWebhookToken":1');
    expect(output.text()).not.toContain('RevokedToken');
  });
  test('counts a token that was good before its source was revoked: only who had the URL can say it', async () => {
    for (const secret of [CURRENT, PREVIOUS]) {
      for (const version of [1, 2]) {
        output.clear();
        const answer = await ask(hook, webhookToken(secret, 'revoked', version), 'POST', 'revoked');
        expect(answer.statusCode).toBe(404);
        expect(output.text()).toContain('"RevokedToken":1');
        expect(output.text()).not.toContain('InvalidWebhookToken');
      }
    }
    output.clear();
    for (const [source, version] of [
      ['main', 2],
      ['revoked', 4],
      ['revoked', 0],
      ['__proto__', 0],
    ] as const)
      await ask(hook, webhookToken(CURRENT, source, version), 'POST', source);
    expect(output.text()).not.toContain('RevokedToken');
    expect(stub.requests).toHaveLength(0);
  });
  test.each([
    'throttles',
    'refuses access',
    'ends the connection',
    'answers with half of JSON',
    'never answers',
  ] as const)('says to post again where DynamoDB %s, soon, and nothing else', async (way) => {
    stub.is(way);
    const { statusCode, headers, body } = await ask(hook, tokenOf(CURRENT));
    expect({ statusCode, again: Number(headers['retry-after']) > 0 }).toEqual({
      statusCode: 503,
      again: true,
    });
    PROBLEMS[503].parse(JSON.parse(body));
    expect(output.text()).toContain('"level":"ERROR"');
    expect(output.text()).not.toContain(tokenOf(CURRENT));
  });
  test.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'post'])(
    'asked by %s answers the same whatever the token is, without a write, a line or a count',
    async (method) => {
      const answers = await Promise.all([
        ...[CURRENT, PREVIOUS, 'x'.repeat(48)].map((secret) => ask(hook, tokenOf(secret), method)),
        ask(hook, '', method, '__proto__'),
      ]);
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(answers[0]).toMatchObject({
        statusCode: 405,
        headers: { allow: 'POST', 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
      });
      expect(PROBLEMS[405].parse(JSON.parse(answers[0]?.body ?? '')).detail).toMatch(/POST.*browser/);
      expect(stub.requests).toHaveLength(0);
      expect(output.text()).toBe('');
    },
  );
});
