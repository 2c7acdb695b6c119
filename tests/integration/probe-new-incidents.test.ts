import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { labServer } from '../../local/broken-servers/catalog.ts';
import type { Running } from '../../local/broken-servers/listening.ts';
import { labProbes } from '../../local/broken-servers/probe-settings.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { post, until } from './flavours.ts';
import { emails, incidents, smses, startTestStack } from './stack.ts';

let stack: Stack;
const running: Running[] = [];
beforeAll(async () => {
  stack = await startTestStack({ probes: { ...labProbes, isNetworkAssumed: true } });
});
afterAll(async () => {
  await Promise.all(running.map(({ stop }) => stop()));
  await stack?.stop();
});

/** Posts what Flavours says of a server of the lab; answers with the email that comes of it. */
const opened = async (name: string, code: number, message = '') => {
  const server = await labServer(name).start();
  running.push(server);
  expect((await post(stack.webhookUrl, { code, endpoint: server.url, message })).status).toBe(200);
  const mine = () => emails(stack).find(({ body }) => body.includes(server.url));
  await until(`an email about ${name}`, () => mine() !== undefined);
  const incident = (await incidents(stack)).find(({ endpoint }) => endpoint === server.url);
  return { body: mine()?.body.replaceAll(/\s+/g, ' ') ?? '', incident };
};

test('the opened alert says what Flavours and our own probe say together', async () => {
  const { body, incident } = await opened('status-503', 503);
  expect(body).toContain('(HTTP 503). Our own probe got 503 too. At least 1 event lost since');
  expect(body).toMatch(/Our probe: 503 after \d+ ms at \d\d:\d\d:\d\d/);
  expect(incident?.probe?.answer?.status).toBe(503);
  expect(incident?.probeFailedAt).toBe(incident?.probe?.at);
  expect(smses(stack)[0]?.body).toContain(', our probe agrees.');
});

test('an answer to us where Flavours fails: over, or only Flavours is kept out; and no failure of a probe is noted', async () => {
  const { body, incident } = await opened('blocks-flavours', 0, 'cURL error 28: Connection timed out');
  expect(body).toMatch(
    /Our own probe succeeds \(HTTP 200 in \d+ ms\): the outage is over, or only Flavours is blocked/,
  );
  expect(body).toContain('1. Look for a rule that keeps Flavours alone out');
  expect(incident?.probeFailedAt).toBeUndefined();
});

test('what is silent for three seconds is told as silent', async () => {
  const { body, incident } = await opened('too-slow', 0, 'cURL error 28: Operation timed out');
  expect(body).toContain('Our own probe fails in the same way');
  expect(incident?.probe).toMatchObject({ outcome: { kind: 'failed', code: 'ETIMEDOUT' } });
});

test('what is not public is not looked at, and the email says so', async () => {
  await post(stack.webhookUrl, { code: 500, endpoint: 'http://10.1.2.3/hooks/orders' });
  const mine = () => emails(stack).find(({ body }) => body.includes('10.1.2.3'));
  await until('an email', () => mine() !== undefined);
  expect(mine()?.body).toContain('We did not probe it: probes go to public addresses only.');
});
