import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { tableNames } from '../../../lib/adapters/config/table-names.ts';
import { forgetSignInMails } from '../../../lib/use-cases/security/forget-sign-in-mails.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { clientOf } from '../client.ts';
import { emails, scan, startTestStack } from '../stack.ts';
import { type Browser, browserAt } from './browsing.ts';

let stack: Stack;
let client: DynamoDBClient;
beforeAll(async () => {
  stack = await startTestStack({ stream: false });
  client = clientOf(stack.dynamodbEndpoint);
});
afterEach(() =>
  forgetSignInMails(
    { store: { client, tables: tableNames('flavours-error-webhook-local') }, sleep: () => Promise.resolve() },
    new Date(),
  ),
);
afterAll(async () => {
  client?.destroy();
  await stack?.stop();
});

const PHONE =
  'Mozilla/5.0 (Linux; Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0 CALL +966 555 (urgent)';
const newest = (): string => emails(stack)[0]?.body ?? '';
const code = (): string => /\b(\d{4} \d{4})\b/.exec(newest())?.[1] ?? 'none';
const link = (): string => /http\S+\/sign-in\/\S+/.exec(newest())?.[0] ?? 'none';
const ask = (browser: Browser, next = '/console') =>
  browser.visit(
    'POST',
    '/console/sign-in',
    { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': PHONE },
    new URLSearchParams({ next }).toString(),
  );
const type = (browser: Browser, typed: string, next = '/console') =>
  browser.post('/console/sign-in/code', { code: typed, next });
const isIn = async (browser: Browser): Promise<boolean> =>
  (await browser.get('/console/access')).status === 200;
/** Another code than the right one, a different one for each `step`. */
const wrong = (step: number): string =>
  String((Number(code().replace(' ', '')) + step) % 1e8).padStart(8, '0');

test('the code does what the link does, in the browser that asked alone, and both work once together', async () => {
  const [asker, other] = [browserAt(stack, '127.1.1.1'), browserAt(stack, '127.1.2.1')];
  const sent = await ask(asker, '/console/history');
  expect(sent.location).toBe('/console/sign-in/sent?next=%2Fconsole%2Fhistory');
  expect((await asker.get(sent.location)).text).toContain('autocomplete="one-time-code"');
  await ask(other);
  const mails = emails(stack).map(({ body }) => body);
  const hers = /\b(\d{4} \d{4})\b/.exec(mails[1] ?? '')?.[1] ?? 'none';
  expect((await type(other, hers)).status).toBe(403);
  expect(await isIn(other)).toBe(false);
  expect(await type(asker, `  ${hers.replace(' ', '-')} `, '/console/history')).toMatchObject({
    status: 303,
    location: '/console/history',
  });
  expect(await isIn(asker)).toBe(true);
  const linkOfHers = /http\S+\/sign-in\/[\w-]+/.exec(mails[1] ?? '')?.[0] ?? 'none';
  expect((await other.post(linkOfHers)).status).toBe(403);
});

test('a link that was used takes its code along', async () => {
  const [asker, second] = [browserAt(stack, '127.2.1.1'), browserAt(stack, '127.2.2.1')];
  await ask(asker);
  const asked = new Map(asker.cookies);
  expect((await asker.post(link())).status).toBe(303);
  for (const [name, value] of asked) second.cookies.set(name, value);
  expect(await isIn(second)).toBe(false);
  // The same browser may ask once more within the minute, since its answer may have been lost; later it may not.
  expect((await type(browserAt(stack, '127.2.3.1'), code())).status).toBe(403);
});

test('five wrong codes end it, whatever is typed then; the link still works', async () => {
  const browser = browserAt(stack, '127.3.1.1');
  await ask(browser);
  for (let step = 1; step <= 5; step++) {
    const answer = await type(browser, wrong(step));
    expect(answer.status).toBe(403);
    expect(answer.text).toContain(`value="${wrong(step)}"`); // nobody types it twice
    expect(answer.text).toContain('does not work here');
  }
  expect((await type(browser, code())).status).toBe(403);
  expect(await isIn(browser)).toBe(false);
  expect((await browser.post(link())).status).toBe(303);
});

test('guesses at once are counted one by one', async () => {
  const browser = browserAt(stack, '127.4.1.1');
  await ask(browser);
  await Promise.all(Array.from({ length: 40 }, (_, step) => type(browser, wrong(step + 1))));
  expect((await type(browser, code())).status).toBe(403);
  const kept = (await scan(stack, 'control')).filter(({ guesses }) => guesses instanceof Set);
  expect(Math.max(...kept.map(({ guesses }) => [...guesses].length))).toBe(5);
});

test('who asks twice keeps the browser for which the mail was sent', async () => {
  const browser = browserAt(stack, '127.5.1.1');
  await ask(browser);
  expect((await ask(browser)).location).toBe('/console/sign-in/sent?joined');
  expect((await type(browser, code())).status).toBe(303);
});

test('what is no code is said, and counts for nothing; nobody without a proof is asked', async () => {
  const browser = browserAt(stack, '127.6.1.1');
  await ask(browser);
  for (let step = 0; step < 8; step++)
    expect((await type(browser, `abc ${step}`)).text).toContain('A code is eight digits');
  const right = code();
  expect((await type(browserAt(stack, '127.6.2.1'), right)).status).toBe(403);
  expect((await browser.get('/console/sign-in/code')).status).toBe(404);
  expect((await type(browser, right)).status).toBe(303);
});

test('the mail says who asked from where, in words that are ours alone, and no table holds the code', async () => {
  const browser = browserAt(stack, '127.7.1.9');
  await ask(browser);
  expect(newest()).toContain('from 127.7.1.x, with Firefox on Android');
  const words = newest().replace(code(), '').replace(link(), ''); // these may hold any digits
  expect(words).not.toMatch(/CALL|966|127\.7\.1\.9/);
  const { default: machines } = JSON.parse(stack.sns.publishes.at(-1)?.request.message ?? '{}');
  expect(machines).not.toContain(code());
  expect(JSON.stringify(await scan(stack, 'control'))).not.toContain(code().replace(' ', ''));
});
