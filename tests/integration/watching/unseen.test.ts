import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { readSelfTest } from '../../../lib/adapters/dynamodb/self-test-record.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { newApiToken } from '../console/api-token.ts';
import { signedInCookie } from '../console/signed-in.ts';
import { documented, post, until } from '../flavours.ts';
import { incidents, scan, startTestStack, storeOf } from '../stack.ts';
import { setSelfTest } from './set-self-test.ts';

const NAMES = /self-?test\.invalid|"self-test"|>self-test</i;

let stack: Stack;
let headers: Record<string, string>;
let pageHeaders: Record<string, string>;
const selfTestIncident = async () => (await incidents(stack)).find(({ sources }) => 'self-test' in sources);
beforeAll(async () => {
  process.env['PENDING_AGE_S'] = '0';
  stack = await startTestStack();
  headers = { authorization: `Bearer ${await newApiToken(storeOf(stack), 'read')}` };
  pageHeaders = { cookie: await signedInCookie(stack) };
  await stack.selfTest();
  await post(stack.webhookUrl, documented());
  await until('the real one is sent', async () =>
    (await incidents(stack)).some(({ endpoint, lastSent }) => endpoint?.includes('shop') && lastSent?.sms),
  );
});
afterAll(() => stack?.stop());

const page = async (path: string): Promise<string> =>
  (await fetch(`${stack.url}${path}`, { headers: pageHeaders })).text();
const api = async (path: string): Promise<string> => {
  const answer = await fetch(`${stack.url}/api/v1${path}`, { headers });
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text();
};

const PAGES = [
  '/console',
  '/console/history',
  '/console/endpoints',
  '/console/sources',
  '/console/reports',
  '/console/duty',
  '/console/test-alert',
];
const LISTS = [
  '/incidents',
  `/incidents?month=${new Date().toISOString().slice(0, 7)}`,
  '/incidents?source=self-test',
  '/incidents?q=self',
  '/incidents.csv',
  '/incidents.ndjson',
  '/incidents/statistics',
  '/incidents/statistics.csv',
  '/endpoints',
  '/sources',
];

const expectUnseen = async (): Promise<void> => {
  for (const path of PAGES) {
    const text = await page(path);
    expect(text).toContain('</html>');
    expect([path, text.match(NAMES)?.[0]]).toEqual([path, undefined]);
  }
  for (const path of LISTS) expect([path, (await api(path)).match(NAMES)?.[0]]).toEqual([path, undefined]);
  const home = await page('/console');
  expect(home).not.toContain('id="tests"'); // where test alerts stand
  const { items } = z
    .object({ items: z.array(z.looseObject({ endpoint: z.string() })) })
    .parse(JSON.parse(await api('/incidents')));
  expect(items.map(({ endpoint }) => endpoint)).toEqual(['https://api.shop.example/hooks/orders']);
  expect(home).toMatch(/<h1>[^<]* is failing<\/h1>/); // the other one alone
};

test('while it is open, no page and no list of the API shows it, and no figure counts it', async () => {
  expect((await selfTestIncident())?.listName).toBe('open');
  await expectUnseen();
});

test('once it is over neither does: the sweep closes it and puts it where nobody looks', async () => {
  await stack.sweep();
  expect(await selfTestIncident()).toMatchObject({
    state: 'resolved',
    resolution: 'tested',
    listName: 'self-tests',
  });
  await expectUnseen();
});

test('it wakes nobody: no SMS is taken from the limit, and the only deliveries are about the other one', async () => {
  expect(stack.sns.deliveries().filter(({ attributes }) => attributes['kind'] === 'test')).toEqual([]);
  const [bucket] = (await scan(stack, 'control')).filter(({ name }) => name === 'sms');
  expect(bucket).toMatchObject({ tokens: 4 });
  expect(await scan(stack, 'timeline')).toContainEqual(
    expect.objectContaining({ kind: 'test', channels: ['email'], reason: 'a self-test' }),
  );
});

test('its webhook URL is shown to nobody', async () => {
  const answer = await fetch(`${stack.url}/console/sources`, {
    method: 'POST',
    headers: { ...pageHeaders, origin: stack.url },
    body: new URLSearchParams({ source: 'self-test' }),
  });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('is for tests alone')]);
});

test('when it fails, everybody who opens the console reads at which stage, and what to do first', async () => {
  const before = await readSelfTest(storeOf(stack));
  if (!before) throw new Error('no self-test was run');
  expect(await page('/console')).not.toContain('self-test');
  expect(await page('/console/test-alert')).toContain('The last self-test passed');
  const failure = { stage: 'group' as const, reason: 'it was stored', since: before.ranAt, tries: 2 };
  await setSelfTest(storeOf(stack), { ...before, failure });
  expect(await page('/console')).not.toContain('self-test');
  await setSelfTest(storeOf(stack), { ...before, failure: { ...failure, tries: 3 } });
  const text = await page('/console');
  expect(text).toMatch(
    /role="alert">The self-test has failed since [^<]*: it was stored\. [^<]*First see whether the event source mapping/,
  );
  const longAgo = new Date(Date.now() - 27 * 60 * 60_000).toISOString();
  await setSelfTest(storeOf(stack), { ...before, passedAt: longAgo, ranAt: longAgo });
  expect(await page('/console')).toContain('No self-test has passed since');
});
