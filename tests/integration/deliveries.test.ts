import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { daysOf } from '../../lib/adapters/dynamodb/daily-stats.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { UnknownEndpoint } from '../../lib/domain/intake/problem-details.ts';
import { availabilityOf, responseMsOf, successRateOf } from '../../lib/domain/probing/daily-stats.ts';
import { labServer } from '../../local/broken-servers/catalog.ts';
import type { Running } from '../../local/broken-servers/listening.ts';
import { labProbes } from '../../local/broken-servers/probe-settings.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { post, until } from './flavours.ts';
import { incidents, startTestStack, storeOf } from './stack.ts';

let stack: Stack;
let server: Running;
beforeAll(async () => {
  stack = await startTestStack({ probes: { ...labProbes, isNetworkAssumed: true } });
  server = await labServer('good').start();
});
afterAll(async () => {
  await server?.stop();
  await stack?.stop();
});

const today = (): string => new Date().toISOString().slice(0, 10);
const daysNow = async (endpoint = server.url) => {
  const store = storeOf(stack);
  const days = await daysOf(store, endpointKey(endpoint), 7);
  store.client.destroy();
  return days;
};
const reportOf = (body: unknown, url = stack.webhookUrl) => post(`${url}/deliveries`, body);

test('failures, probes and what the merchant took are counted by day; the last word of a source counts', async () => {
  const day = today();
  for (let count = 0; count < 3; count += 1)
    await post(stack.webhookUrl, { code: 503, endpoint: server.url });
  await until('all are grouped', async () => (await incidents(stack))[0]?.count === 3);
  expect(await daysNow()).toMatchObject([{ day, notifications: 3 }]);
  const [before] = await daysNow();
  expect(before && successRateOf(before)).toBeUndefined(); // no rate is invented

  await stack.check();
  for (const delivered of [50, 97]) {
    const answer = await reportOf({ endpoint: server.url, day, delivered });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ day, delivered });
  }
  const [after] = await daysNow();
  if (!after) throw new Error('no day');
  expect(after).toMatchObject({ day, notifications: 3, up: 1, down: 0, delivered: 97 });
  expect(successRateOf(after)).toBe(0.97);
  expect(availabilityOf(after)).toBe(1);
  expect(responseMsOf(after)).toBeGreaterThanOrEqual(0);
});

const Problem = z.object({
  status: z.int(),
  title: z.string(),
  errors: z.array(z.object({ pointer: z.string() })),
});

test.each([
  ['no JSON', 'nonsense', '#'],
  ['a list', [], '#'],
  ['no endpoint', { day: today(), delivered: 1 }, '#/endpoint'],
  ['another scheme', { endpoint: 'ftp://x.example/', day: today(), delivered: 1 }, '#/endpoint'],
  ['a day that is none', { endpoint: 'https://x.example/', day: '2026-02-30', delivered: 1 }, '#/day'],
  ['fewer than none', { endpoint: 'https://x.example/', day: today(), delivered: -1 }, '#/delivered'],
])('%s is a problem that names the field, and is not kept', async (_, body, pointer) => {
  const answer = await reportOf(body);
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(Problem.parse(await answer.json()).errors.map((error) => error.pointer)).toContain(pointer);
});

test('a day that is not now is said to be wrong, and pushes no real one out', async () => {
  const before = await daysNow();
  const year = new Date().getUTCFullYear();
  const odd = [
    '0001-01-01',
    '9999-12-31',
    ...Array.from({ length: 40 }, (_, index) => `${year + 1 + index}-01-01`),
  ];
  for (const day of odd) {
    const answer = await reportOf({ endpoint: server.url, day, delivered: 1 });
    expect({ day, status: answer.status }).toEqual({ day, status: 400 });
    expect(Problem.parse(await answer.json()).errors).toMatchObject([{ pointer: '#/day' }]);
  }
  expect(await daysNow()).toEqual(before);
});

test('an endpoint that nobody knows is said to be so, and nothing is kept of it', async () => {
  const endpoint = 'https://made-up.example/hooks';
  const answer = await reportOf({ endpoint, day: today(), delivered: 7 });
  expect(answer.status).toBe(409);
  expect(UnknownEndpoint.parse(await answer.json()).errors).toMatchObject([{ pointer: '#/endpoint' }]);
  expect(await daysNow(endpoint)).toEqual([]);
  await post(stack.webhookUrl, { code: null, endpoint });
  await until(
    'it is known',
    async () => (await reportOf({ endpoint, day: today(), delivered: 7 })).status === 200,
  );
  expect(await daysNow(endpoint)).toMatchObject([{ day: today(), delivered: 7, notifications: 1 }]);
});

test('without its token it is the same 404 as everywhere', async () => {
  const wrong = stack.webhookUrl.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const answers = await Promise.all([
    reportOf({ endpoint: server.url, day: today(), delivered: 1 }, wrong),
    post(wrong, {}),
  ]);
  const [deliveries, notify] = await Promise.all(answers.map((answer) => answer.text()));
  expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  expect(deliveries).toBe(notify);
});
