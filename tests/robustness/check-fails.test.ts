import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { oncallAtRuntime, readOncall } from '../../lib/adapters/config/oncall-file.ts';
import { type Listening, listen } from '../../local/gateway/http-server.ts';
import { setFunctionEnvironment } from '../../local/lambda/environment.ts';
import { type Invoke, lambdaFunction } from '../../local/lambda/functions.ts';
import { temporaryFolder } from '../temporary.ts';
import { captureOutput } from './output.ts';

/** In place of DynamoDB, what it says to each operation, and which it was asked for. */
let says: Record<string, object> = {};
let asked: string[] = [];
let dynamodb: Listening;
let check: Invoke;
const output = captureOutput();

beforeAll(async () => {
  dynamodb = await listen((request, response) => {
    request.resume();
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    asked.push(operation);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(says[operation] ?? {}));
  }, 0);
  const oncallFile = join(temporaryFolder('check'), 'oncall.json');
  const oncall = readOncall(join(__dirname, '../../oncall.yml'));
  writeFileSync(oncallFile, JSON.stringify(oncallAtRuntime(oncall)));
  setFunctionEnvironment({
    webhookSecret: 's'.repeat(48),
    linkSecret: 'l'.repeat(48),
    consoleUrl: 'http://127.0.0.1',
    oncallFile,
    sourceVersions: {},
    dynamodbEndpoint: dynamodb.url,
    snsEndpoint: 'http://127.0.0.1:1',
  });
  check = lambdaFunction('check', await import('../../handlers/check.ts'), 60_000);
});
beforeEach(() => {
  output.clear();
  asked = [];
});
afterAll(async () => {
  output.stop();
  await dynamodb.close();
});

test('an endpoint that cannot be checked rings: a metric, and an error with its key', async () => {
  says = { Query: { Items: [{ endpointKey: { S: 'k3m9x2p4q7ra' } }] }, BatchGetItem: { Responses: {} } };
  await check({});
  expect(output.text()).toMatch(/"ProbeCrashed":[1-9]/);
  expect(output.text()).toMatch(/"level":"ERROR"[^\n]*"endpointKey":"k3m9x2p4q7ra"/);
  expect(asked).toContain('UpdateItem');
});

test('nothing due is nothing to ring about', async () => {
  says = { Query: { Items: [] }, BatchGetItem: { Responses: {} } };
  await check({});
  expect(output.text()).not.toContain('ProbeCrashed');
  expect(output.text()).not.toContain('"level":"ERROR"');
});

test.each([
  ['Query', { BatchGetItem: { Responses: {} } }],
  ['BatchGetItem', { Query: { Items: [{ endpointKey: { S: 'k3m9x2p4q7ra' } }] } }],
])(
  'an answer to %s that holds no list is no success: the function fails, and its alarm rings',
  async (name, rest) => {
    says = rest;
    await expect(check({})).rejects.toThrow(`DynamoDB answered ${name}Command without a list`);
  },
);
