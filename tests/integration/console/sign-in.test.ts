import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { tableNames } from '../../../lib/adapters/config/table-names.ts';
import { forgetSignInMails } from '../../../lib/use-cases/security/forget-sign-in-mails.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { clientOf } from '../client.ts';
import { documented, postMany, until } from '../flavours.ts';
import { emails, incidents, mostPublishesInASecond, oncallFileWith, scan, startTestStack } from '../stack.ts';
import { type Browser, browserAt } from './browsing.ts';

/** Loopback has a network for each of them. */
const STRANGER = '127.66.6.6';
const COLLEAGUE = '127.0.7.7';
const OTHERS = Array.from({ length: 9 }, (_, index) => `127.10.${index}.1`);
const ASKS = 120;
const STORM = 100;

let stack: Stack;
let client: DynamoDBClient;
beforeAll(async () => {
  process.env['PENDING_AGE_S'] = '0'; // the sweep need not leave the stream a minute's time here
  // So that no endpoint of the storm is grouped into a flood.
  const oncallFile = oncallFileWith('maxOpenIncidentsPerSource: 10000');
  stack = await startTestStack({ stream: false, oncallFile });
  client = clientOf(stack.dynamodbEndpoint);
});
afterEach(async () => {
  const store = { client, tables: tableNames('flavours-error-webhook-local') };
  await forgetSignInMails({ store, sleep: async () => undefined }, new Date());
  stack.sns.faults.set({ mode: 'none' });
});
afterAll(async () => {
  client?.destroy();
  await stack?.stop();
});

const links = (): string[] =>
  emails(stack).flatMap(({ body }) => /http\S+\/sign-in\/\S+/.exec(body)?.[0] ?? []);
const ask = (browser: Browser) => browser.post('/console/sign-in');
const isIn = async (browser: Browser): Promise<boolean> =>
  (await browser.get('/console/access')).status === 200;
/** Opens the newest link of the mails and presses its button. */
const redeem = (browser: Browser, link = links()[0] ?? '') => browser.post(link);

describe('a stranger who asks a hundred times', () => {
  test('makes one mail, and keeps nobody out: neither elsewhere nor in the same network', async () => {
    const before = links().length;
    const stranger = browserAt(stack, STRANGER);
    const statuses = new Set<number>();
    for (let asked = 0; asked < ASKS; asked++) statuses.add((await ask(stranger)).status);
    expect([...statuses]).toEqual([303]);
    expect(links()).toHaveLength(before + 1);

    const colleague = browserAt(stack, COLLEAGUE);
    expect(await ask(colleague)).toMatchObject({ status: 303, location: '/console/sign-in/sent' });
    expect(links()).toHaveLength(before + 2);
    expect((await redeem(colleague)).status).toBe(303);
    expect(await isIn(colleague)).toBe(true);

    // Whoever used a link is of the team: nothing is held against anybody, and the stranger makes one more.
    for (let asked = 0; asked < 10; asked++) await ask(stranger);
    expect(links()).toHaveLength(before + 3);
    const nextDoor = browserAt(stack, STRANGER);
    const sent = links().length;
    const answer = await ask(nextDoor);
    expect(answer).toMatchObject({ status: 303, location: '/console/sign-in/sent?joined' });
    expect((await nextDoor.get(answer.location)).text).toContain('mailed a short while ago');
    expect(links()).toHaveLength(sent);
    expect((await redeem(nextDoor)).status).toBe(303);
    expect(await isIn(nextDoor)).toBe(true);
    expect(await isIn(stranger)).toBe(false);
  });

  test('from many networks: six mails, and whoever asks then has a link that works', async () => {
    const before = links().length;
    for (const address of OTHERS) expect((await ask(browserAt(stack, address))).status).toBe(303);
    expect(links()).toHaveLength(before + 6);
    const colleague = browserAt(stack, COLLEAGUE);
    expect((await ask(colleague)).location).toBe('/console/sign-in/sent?joined');
    expect((await redeem(colleague)).status).toBe(303);
    expect(await isIn(colleague)).toBe(true);
  });

  test('all at once: one mail', async () => {
    const before = links().length;
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(browserAt(stack, STRANGER))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    expect(links()).toHaveLength(before + 1);
  });

  test('fills no table: only a mail makes an item', async () => {
    const used = (await scan(stack, 'control')).map((item) => String(item['name']));
    for (let asked = 0; asked < 20; asked++) await ask(browserAt(stack, STRANGER));
    const names = (await scan(stack, 'control')).map((item) => String(item['name']));
    const links = names.filter((name) => name.startsWith('sign-in#') && !used.includes(name));
    expect(links).toHaveLength(1);
    expect(names.filter((name) => name.startsWith('sign-in') && !name.startsWith('sign-in#'))).toEqual([
      'sign-in-mails',
    ]);
  });
});

test('a link works once, and not in a browser that did not ask', async () => {
  const [asker, other] = [browserAt(stack, COLLEAGUE), browserAt(stack, COLLEAGUE)];
  await ask(asker);
  expect((await redeem(other)).status).toBe(403);
  expect((await redeem(asker)).status).toBe(303);
  await ask(other);
  const used = links()[1] ?? '';
  expect((await redeem(other, used)).status).toBe(403);
  expect((await redeem(other)).status).toBe(303);
});

test('a later mail takes no link away that was mailed before, and any of them serves who has asked', async () => {
  const [first, second] = [browserAt(stack, COLLEAGUE), browserAt(stack, STRANGER)];
  await ask(first);
  const earlier = links()[0] ?? '';
  await ask(second);
  expect(links()[0]).not.toBe(earlier);
  expect((await redeem(second, earlier)).status).toBe(303);
  expect((await redeem(first, earlier)).status).toBe(403);
  expect((await redeem(first)).status).toBe(303);
});

test.each(['fail', 'throttle'] as const)(
  'a mail that SNS did not take (%s) is not counted: the next ask is mailed at once',
  async (mode) => {
    const before = links().length;
    const browser = browserAt(stack, COLLEAGUE);
    stack.sns.faults.set({ mode });
    for (let asked = 0; asked < 3; asked++) expect((await ask(browser)).status).toBe(503);
    stack.sns.faults.set({ mode: 'none' });
    expect(links()).toHaveLength(before);
    expect(await ask(browser)).toMatchObject({ status: 303, location: '/console/sign-in/sent' });
    expect(links()).toHaveLength(before + 1);
    expect((await redeem(browser)).status).toBe(303);
  },
);

test('in a storm a link and a test alert come between two of its alerts, and every incident is told', async () => {
  const colleague = browserAt(stack, COLLEAGUE);
  await colleague.post(await stack.signInUrl());
  const path = '/hooks/storm';
  const bodies = Array.from({ length: STORM }, (_, index) => documented(`${path}/${index}`));
  expect(await postMany(stack.webhookUrl, bodies, 20)).toEqual({ 200: STORM });
  const published = stack.sns.publishes.length;
  const since = () => stack.sns.publishes.slice(published).map(({ request }) => request.subject ?? '');
  const sweep = stack.sweep();
  await until('the storm is being told', () => since().length > 0);
  const atAsk = since().length;
  await ask(browserAt(stack, STRANGER));
  const linkAt = since().findIndex((subject) => subject.startsWith('Sign-in link'));
  expect(linkAt - atAsk).toBeLessThanOrEqual(2);

  await stack.pump.resume();
  const { status, location } = await colleague.post('/console/test-alert', { actor: 'Sara' });
  expect({ status, location }).toEqual({
    status: 303,
    location: expect.stringMatching(/^\/console\/test-alert\//),
  });
  const isTest = (subject: string): boolean => subject.startsWith('TEST');
  await until('the test alert is out', () => since().some(isTest));

  await sweep;
  await until(
    'all is told',
    async () => {
      await stack.sweep();
      return (await incidents(stack)).every(({ lastSent }) => lastSent?.email);
    },
    300,
  );
  const naming = (id: string) => emails(stack).filter(({ body }) => body.includes(id));
  const all = (await incidents(stack)).filter(({ endpoint }) => endpoint?.includes(path));
  expect(all).toHaveLength(STORM);
  expect(all.map(({ incidentId }) => naming(incidentId).length)).toEqual(all.map(() => 1));
  expect(mostPublishesInASecond(stack)).toBeLessThan(10);
});
