import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import type { Stack } from '../../local/stack/stack.ts';
import { apiTokenOf } from './console/api-token.ts';
import { signedInCookie } from './console/signed-in.ts';
import { post, until } from './flavours.ts';
import { emails, incidents, startTestStack } from './stack.ts';

let stack: Stack;
let token: string;
let cookie: string;
beforeAll(async () => {
  stack = await startTestStack();
  token = await apiTokenOf(stack, 'read');
  cookie = await signedInCookie(stack);
});
afterAll(() => stack?.stop());

const Answer = z.object({
  id: z.ulid(),
  ids: z.array(z.ulid()).optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
const send = async (body: unknown, type = 'application/json', url = stack.webhookUrl) => {
  const response = await post(url, body, { 'content-type': type });
  return { status: response.status, ...Answer.parse(await response.json()) };
};
const incidentAt = async (endpoint: string) =>
  (await incidents(stack)).find((incident) => incident.endpoint === endpoint);
const alertSays = (words: string | RegExp) =>
  until(`an email of ${words}`, () =>
    emails(stack).some(({ body }) => (typeof words === 'string' ? body.includes(words) : words.test(body))),
  );
const api = async (path: string): Promise<string> =>
  (await fetch(`${stack.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })).text();
const page = async (path: string): Promise<string> =>
  (await fetch(`${stack.url}/console${path}`, { headers: { cookie } })).text();

/** A post of one endpoint becomes one incident of it; answers with what it is. */
const becomes = async (endpoint: string, body: unknown, type?: string) => {
  const answer = await send(body, type);
  expect({ endpoint, status: answer.status }).toEqual({ endpoint, status: 200 });
  await until(`an incident of ${endpoint}`, async () => (await incidentAt(endpoint)) !== undefined);
  return { answer, incident: await incidentAt(endpoint) };
};

test("what Laravel's sender says without a response wakes as that endpoint's failure, its code unknown", async () => {
  const endpoint = 'https://laravel.shop.example/hooks';
  const message = `cURL error 7: Failed to connect to laravel.shop.example port 443 (see https://curl.haxx.se/libcurl/c/libcurl-errors.html) for ${endpoint}`;
  const { answer, incident } = await becomes(endpoint, { code: null, endpoint, message });
  expect(answer.errors).toMatchObject([
    { pointer: '#/code', detail: expect.stringMatching(/^code unknown/) },
  ]);
  expect(incident).toMatchObject({ cause: 'connection', codes: { unknown: 1 }, count: 1 });
  await alertSays(
    /(?=[\s\S]*laravel\.shop\.example)[\s\S]*\(code unknown\)[\s\S]*Flavours said: no code, "cURL error 7[\s\S]*\(once/,
  );
  expect(await page(`/incidents/${incident?.incidentId}`)).toMatch(/code unknown/);
  const notifications = await api(`/incidents/${incident?.incidentId}/notifications`);
  expect(JSON.parse(notifications)).toMatchObject({
    items: [{ id: answer.id, endpoint, message, fieldProblems: answer.errors }],
  });
  expect(JSON.parse(notifications).items[0]).not.toHaveProperty('code');
  expect(await api(`/incidents/${incident?.incidentId}/notifications.csv`)).toContain('code unknown');
});

test('a message of 100 KB is cut, and that is said', async () => {
  const endpoint = 'https://large.shop.example/hooks';
  const { answer, incident } = await becomes(endpoint, { code: 503, message: 'm'.repeat(100_000), endpoint });
  expect(answer.errors).toMatchObject([{ pointer: '#/message' }]);
  await alertSays(/large\.shop\.example[\s\S]*message cut/);
  expect(await page(`/incidents/${incident?.incidentId}`)).toMatch(/message cut/);
});

test.each<[string, object]>([
  ['a code as text', { code: '503.0' }],
  ['no code', {}],
  ['a message that is an object', { code: 503, message: { a: [1] } }],
])('%s joins the incident of the same endpoint', async (_, fields) => {
  const endpoint = 'https://same.shop.example/hooks';
  const before = (await incidentAt(endpoint))?.count ?? 0;
  expect((await send({ endpoint, ...fields })).status).toBe(200);
  await until('it is counted', async () => ((await incidentAt(endpoint))?.count ?? 0) === before + 1);
});

test('a form is read, whatever it is called', async () => {
  const form = (endpoint: string) =>
    new URLSearchParams({ code: '503', endpoint, message: 'down' }).toString();
  for (const [name, type] of [
    ['form', 'application/x-www-form-urlencoded'],
    ['json', 'application/json'],
  ]) {
    const endpoint = `https://${name}.shop.example/hooks`;
    const { incident } = await becomes(endpoint, form(endpoint), type);
    expect(incident).toMatchObject({ cause: 'unavailable', codes: { 503: 1 }, sample: { message: 'down' } });
  }
});

test('several in one body are an incident each', async () => {
  const endpoints = ['https://one.shop.example/', 'https://two.shop.example/'];
  const answer = await send(endpoints.map((endpoint) => ({ code: 503, endpoint })));
  expect(answer).toMatchObject({ status: 200, ids: [answer.id, expect.any(String)] });
  for (const endpoint of endpoints)
    await until(endpoint, async () => (await incidentAt(endpoint)) !== undefined);
});

describe('a post without an endpoint', () => {
  test('that names a URL shows it in the alert and on the page, without its secrets', async () => {
    const body = { code: 503, endpoint: 'api.shop.example/hooks/orders?key=SECRET' };
    const answer = await send(body, undefined, stack.webhookUrlOf('hint'));
    expect(answer).toMatchObject({ status: 400, errors: [{ pointer: '#/endpoint' }] });
    await alertSays(/source:hint-1/);
    await alertSays(
      'The post names this address; it may be what fails:\napi.shop.example/hooks/orders?key=***',
    );
    const text = await page('/incidents/source:hint-1');
    expect(text).toContain('api.shop.example/hooks/orders?key=***');
    expect(JSON.parse(await api('/incidents/source:hint-1/notifications'))).toMatchObject({
      items: [{ mentionedUrl: 'api.shop.example/hooks/orders?key=***' }],
    });
    for (const { body: mail } of emails(stack)) expect(mail).not.toContain('SECRET');
  });
});

test('notifications without a code can be listed apart', async () => {
  const endpoint = 'https://filter.shop.example/hooks';
  const { incident } = await becomes(endpoint, { code: 503, endpoint });
  await send({ endpoint });
  await until('both are counted', async () => (await incidentAt(endpoint))?.count === 2);
  const path = `/incidents/${incident?.incidentId}/notifications`;
  expect(JSON.parse(await api(`${path}?code=unknown`)).items).toHaveLength(1);
  expect(JSON.parse(await api(`${path}?code=503`)).items).toHaveLength(1);
  expect(await page(`/incidents/${incident?.incidentId}?code=unknown`)).not.toContain('<td>503</td>');
});

test("a server's own words do not outvote its status", async () => {
  const endpoint = 'https://words.shop.example/hooks';
  const message = '{"error":"connect ECONNREFUSED 127.0.0.1:5432"}';
  const { incident } = await becomes(endpoint, { code: 500, endpoint, message });
  expect(incident).toMatchObject({ cause: 'crashed' });
  expect(await page(`/incidents/${incident?.incidentId}`)).toContain(
    'your application fails with an error of its own (HTTP 500).',
  );
});
