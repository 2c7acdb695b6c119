import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import type { Stack } from '../../local/stack/stack.ts';
import { documented, post, until } from './flavours.ts';
import { emails, incidents, scan, smses, startTestStack } from './stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack?.stop());

const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  id: z.ulid().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return Problem.parse(await response.json());
};
const stored = async (id: unknown) => (await scan(stack, 'notifications')).find((item) => item['id'] === id);

test('the documented body is answered with 200, and one email and one SMS are there within a second', async () => {
  const response = await post(stack.webhookUrl, documented());
  expect(response.status).toBe(200);
  const { id } = z.object({ id: z.ulid() }).parse(await response.json());
  await until('one email and one SMS', () => emails(stack).length === 1 && smses(stack).length === 1);
  expect(emails(stack)[0]).toMatchObject({
    to: 'oncall@example.com',
    subject: expect.stringMatching(/^OPEN Orders webhook/),
    attributes: {
      kind: 'opened',
      severity: 'critical',
      family: 'orders',
      source: ['main'],
      recipient: ['people:level-1', 'machines:level-1', 'woken:level-1'],
    },
  });
  await until('the notification is grouped', async () => (await stored(id))?.['incidentId'] !== undefined);
  const [incident] = await incidents(stack);
  expect(incident).toMatchObject({ state: 'open', count: 1, cause: 'unavailable' });
  await until('the alert is on record', async () => (await scan(stack, 'timeline')).length === 1);
  expect(await scan(stack, 'timeline')).toMatchObject([
    {
      incidentId: incident?.incidentId,
      kind: 'opened',
      reason: 'a new incident',
      level: 1,
      channels: ['email', 'sms'],
      messageId: stack.sns.publishes[0]?.messageId,
    },
  ]);
});

describe('what is not as documented', () => {
  test('is answered with each wrong field, kept as it came, and told as one incident of its source', async () => {
    const url = stack.webhookUrlOf('riyadh');
    const response = await post(url, '{"code":"down","endpoint":"/orders"}');
    expect(response.status).toBe(400);
    const problem = await problemOf(response);
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['#/code', '#/endpoint']);
    expect(await stored(problem.id)).toMatchObject({
      endpointKey: 'source:riyadh',
      raw: '{"code":"down","endpoint":"/orders"}',
    });
    await post(url, 'not even JSON');
    await until('it is told', () => emails(stack).some(({ body }) => body.includes('source:riyadh-1')));
    expect(
      (await incidents(stack)).filter(({ endpointKey }) => endpointKey === 'source:riyadh'),
    ).toHaveLength(1);
  });

  test('over 256 KiB without an endpoint is answered with 413 and kept to its first 16 KiB', async () => {
    const response = await post(stack.webhookUrlOf('large'), 'x'.repeat(300_000), {
      'content-type': 'text/plain',
    });
    expect(response.status).toBe(413);
    const { id } = await problemOf(response);
    expect(await stored(id)).toMatchObject({ raw: 'x'.repeat(16 * 1024) });
  });

  test('without a body, in another content type, or compressed, is kept too', async () => {
    for (const [body, type] of [
      ['', 'application/json'],
      ['code=503', 'application/x-www-form-urlencoded'],
      ['\u001f\u008b\u0008', 'application/octet-stream'],
    ] as const) {
      const response = await post(stack.webhookUrlOf('odd'), body, { 'content-type': type });
      expect(response.status).toBe(400);
      expect(await stored((await problemOf(response)).id)).toBeDefined();
    }
  });

  test('the documented body in another content type is as good', async () => {
    for (const type of [
      'text/plain',
      'application/octet-stream',
      'application/json; charset=utf-8',
      'image/png',
    ]) {
      expect((await post(stack.webhookUrl, documented(), { 'content-type': type })).status).toBe(200);
    }
  });
});

describe('whoever has no right token', () => {
  test.each([
    ['another token', '/hooks/main/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['an odd token', '/hooks/main/%00%20'],
    ['an odd source', '/hooks/%20%00/x'],
    ['a name of an object method', '/hooks/constructor/x'],
  ])('%s: the same 404, and nothing is kept', async (_name, path) => {
    const before = (await scan(stack, 'notifications')).length;
    const response = await post(`${stack.url}${path}`, documented());
    expect(response.status).toBe(404);
    expect(await problemOf(response)).toEqual({ type: 'about:blank', title: 'Not Found', status: 404 });
    expect(await scan(stack, 'notifications')).toHaveLength(before);
  });

  test("a source's token is of no use for another source", async () => {
    const response = await post(stack.webhookUrl.replace('/main/', '/other/'), documented());
    expect(response.status).toBe(404);
  });
});

test('the token stands in no item and no message, even if what is posted repeats it', async () => {
  const token = stack.webhookUrl.split('/').at(-1) ?? '';
  const posted = {
    code: 500,
    endpoint: stack.webhookUrl,
    message: `posted to ${stack.webhookUrl}`,
    also: stack.webhookUrl,
  };
  expect((await post(stack.webhookUrl, posted)).status).toBe(200);
  expect((await post(stack.webhookUrl, `{"broken": "${token}`)).status).toBe(400);
  await until('it is told', () => emails(stack).some(({ body }) => body.includes('/hooks/main/***')));
  const everything = [
    await scan(stack, 'notifications'),
    await scan(stack, 'incidents'),
    stack.sns.publishes,
  ];
  expect(JSON.stringify(everything)).not.toContain(token);
});
