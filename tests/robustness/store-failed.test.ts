import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as z from 'zod';
import { KEEP_TIMEOUT_MS } from '../../lib/adapters/lambda/webhook-request.ts';
import { PROBLEMS } from '../../lib/domain/intake/problem-details.ts';
import { webhookToken } from '../../lib/domain/security/webhook-token.ts';
import { gateway } from '../../local/gateway/gateway.ts';
import { type Listening, listen } from '../../local/gateway/http-server.ts';
import { setFunctionEnvironment } from '../../local/lambda/environment.ts';
import { lambdaFunction } from '../../local/lambda/functions.ts';
import { captureOutput } from './output.ts';
import { startStub } from './stub-dynamodb.ts';

const SECRET = 's'.repeat(48);
const token = webhookToken(SECRET, 'main', 1);
/** When Flavours hangs up on us. */
const SENDER_LIMIT_MS = 5000;
const timers = jest.spyOn(globalThis, 'setTimeout');
/** How often the time limit of a put was set, which ends whatever never answers. */
const limits = (): number => timers.mock.calls.filter(([, ms]) => ms === KEEP_TIMEOUT_MS).length;

let stub: Awaited<ReturnType<typeof startStub>>;
let server: Listening;
const output = captureOutput();

beforeAll(async () => {
  stub = await startStub();
  process.env['LOG_LEVEL'] = 'DEBUG';
  delete process.env['METRICS'];
  setFunctionEnvironment({
    webhookSecret: SECRET,
    linkSecret: 'l'.repeat(48),
    consoleUrl: 'http://127.0.0.1',
    oncallFile: 'of no use here',
    sourceVersions: {},
    dynamodbEndpoint: stub.url,
    snsEndpoint: 'http://127.0.0.1:1',
  });
  const invoke = lambdaFunction('receive', await import('../../handlers/receive.ts'), 6000);
  const routes = [{ routeKey: 'POST /hooks/{source}/{token}', invoke } as const];
  server = await listen(gateway(routes, fail), 0);
});
afterAll(async () => {
  output.stop();
  await server.close();
  await stub.stop();
});
const fail = (line: string): void => {
  output.written.push(`the gateway said: ${line}`);
};

const good =
  '{"code":503,"endpoint":"https://u:CANARY-1@h.example/x?key=CANARY-2#CANARY-3","message":"to https://u:CANARY-1@h.example/x?key=CANARY-2#CANARY-3"}';
const post = async (body = good, path = `/hooks/main/${token}`) => {
  output.clear();
  timers.mockClear();
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return { response, text: await response.text() };
};
const LogLine = z.looseObject({ level: z.string().optional(), message: z.string().optional() });
const logged = () => output.written.map((line) => LogLine.parse(JSON.parse(line)));

describe('one call of DynamoDB for each notification', () => {
  test.each(['takes it', 'has it already'] as const)('answered with 200 where it %s', async (way) => {
    stub.is(way);
    const { response } = await post();
    expect(response.status).toBe(200);
    expect(stub.requests).toHaveLength(1);
    expect(stub.requests[0]).toMatch(
      /^DynamoDB_20120810\.PutItem .*"ConditionExpression":"attribute_not_exists\(id\)"/,
    );
  });
  test.each([
    [400, 'not JSON'],
    [413, 'x'.repeat(300_000)],
  ])('answered with %i too', async (status, body) => {
    stub.is('takes it');
    const { response } = await post(body);
    expect(response.status).toBe(status);
    expect(stub.requests).toHaveLength(1);
  });
  test('and none for whoever has no right token', async () => {
    stub.is('takes it');
    const { response } = await post(good, `/hooks/main/${'A'.repeat(43)}`);
    expect(response.status).toBe(404);
    expect(stub.requests).toHaveLength(0);
    expect(output.text()).toContain('InvalidWebhookToken');
  });
});

const FAILING = [
  'never answers',
  'begins an answer and never ends it',
  'throttles',
  'has an internal error',
  'is not available',
  'ends the connection',
  'ends it within the answer',
  'refuses access',
  'has no such table',
  'refuses what is put',
  'answers with a page',
  'answers with half of JSON',
  'answers with another error',
] as const;

const expectNotKept = ({ response, text }: Awaited<ReturnType<typeof post>>): void => {
  expect(response.status).toBe(503);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  PROBLEMS[503].parse(JSON.parse(text));
  expect(limits()).toBe(1);
  expect(KEEP_TIMEOUT_MS).toBeLessThan(SENDER_LIMIT_MS);
};

describe('a DynamoDB that does not take it is answered with 503 in less than five seconds', () => {
  test.each(FAILING)('it %s', async (way) => {
    stub.is(way);
    const answer = await post();
    expectNotKept(answer);
    expect(stub.requests.length).toBeGreaterThanOrEqual(1);
    expect(stub.requests.length).toBeLessThanOrEqual(3);
    const errors = logged().filter(({ level }) => level === 'ERROR');
    expect(errors).toMatchObject([
      {
        message: 'a notification could not be stored',
        notification: {
          endpoint: 'https://***@h.example/x?key=***',
          message: 'to https://***@h.example/x?key=***#***',
          code: 503,
          source: 'main',
        },
      },
    ]);
    expect(output.text()).toContain('NotificationStoreFailed');
    expect(output.text()).not.toContain('CANARY');
    expect(output.text()).not.toContain(token);
    expect(answer.text).not.toMatch(/CANARY|said by the stub|Error|node_modules/);
  });

  test('it is not there', async () => {
    await stub.stop();
    expectNotKept(await post());
    expect(output.text()).toContain('a notification could not be stored');
  });
});
