import { join } from 'node:path';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { toItem } from '../../../lib/adapters/dynamodb/store.ts';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import { startEngine } from '../../../local/dynamodb/engine.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { putAll, TABLES } from '../../browser/world.ts';
import { temporaryFolder } from '../../temporary.ts';
import { indexOf, intercepted } from '../intercepted.ts';
import { startTestStack, storeOf } from '../stack.ts';
import { countingEngine } from './counting.ts';
import { BEGAN, type Console, consoleOf, failing, manyOf, silenced, taken } from './many-open.ts';
import { signedInCookie } from './signed-in.ts';

/* More is open than home counts at each request. What happens meanwhile is written as by any other process. */

const OPEN = 1010;
const many = manyOf(OPEN);
const LOST = many.reduce((sum, { count }) => sum + count, 0);
const [first, second] = [many.slice(0, 12), many.slice(12, 24)];
/** Two that no page lists. */
const [hidden, another] = [many.slice(500, 501), many.slice(700, 701)];
const idsOf = (incidents: readonly Incident[]) => incidents.map(({ incidentId }) => incidentId);

const ended: (() => unknown)[] = [];
let stack: Stack;
let asked: string[];
let cookie: string;
let process: Console;
let changed: Incident[] = [];

const put = async (...incidents: Incident[]) => {
  changed.push(...incidents);
  await putAll(storeOf(stack).client, 'incidents', incidents);
};
const lists = (text: string) => asked.filter((one) => one === text).length;
/** The first request of a process, which counts. */
const counted = async () => {
  const page = await process.home();
  asked.length = 0;
  process.wait(10_000);
  return page;
};

beforeAll(async () => {
  const engine = await startEngine(join(temporaryFolder('many-open'), 'tables.sqlite'));
  ended.push(() => engine.stop());
  const counting = await countingEngine(engine.endpoint);
  ended.push(counting.stop);
  asked = counting.asked;
  stack = await startTestStack({ stream: false, dynamodbEndpoint: counting.url });
  ended.push(() => stack.stop());
  cookie = await signedInCookie(stack);
  await putAll(storeOf(stack).client, 'incidents', many);
});
beforeEach(() => {
  process = consoleOf(stack, cookie);
});
afterEach(async () => {
  const ids = new Set(idsOf(changed));
  const ours = new Set(idsOf(many));
  await putAll(
    storeOf(stack).client,
    'incidents',
    many.filter(({ incidentId }) => ids.has(incidentId)),
  );
  await remove(changed.filter(({ incidentId }) => !ours.has(incidentId)));
  changed = [];
});
afterAll(async () => {
  for (const end of ended.reverse()) await end();
});

const remove = async (incidents: readonly Incident[]) => {
  const keys = new Map(incidents.map((one) => [one.incidentId, one]));
  const requests = [...keys.values()].map(({ endpointKey, number }) => ({
    DeleteRequest: { Key: toItem({ endpointKey, number }) },
  }));
  for (let index = 0; index < requests.length; index += 25)
    await storeOf(stack).client.send(
      new BatchWriteItemCommand({ RequestItems: { [TABLES.incidents]: requests.slice(index, index + 25) } }),
    );
};

describe('while a count serves', () => {
  test('home asks for the most urgent and the newest alone, says when it counted, and is the same to the letter', async () => {
    const page = await process.home();
    expect(lists('BatchGetItem')).toBe(10 + 1); // the silences of a thousand, and the most urgent whole
    const at = new Date(BEGAN).toISOString();
    expect(page).toMatchObject({
      headline: `${OPEN} webhooks are failing at once`,
      totals: `${LOST} lost: Nobody has acknowledged yet.`,
      counted: [at, at.slice(11, 19)],
      ids: idsOf(first),
    });
    asked.length = 0;
    process.wait(29_999);
    expect(await process.home()).toEqual(page);
    expect(lists('BatchGetItem')).toBe(2);
    expect(await process.home({ 'if-none-match': page.etag })).toMatchObject({ status: 304, html: '' });
  });

  test('it ends after 30 seconds, or with a clock that goes back', async () => {
    await counted();
    await put(...hidden.map(taken));
    process.wait(19_999);
    expect(await process.home()).toMatchObject({ totals: `${LOST} lost: Nobody has acknowledged yet.` });
    process.wait(1);
    const later = `${LOST} lost: ${OPEN - 1} need somebody, 1 acknowledged.`;
    const at = new Date(BEGAN + 30_000).toISOString();
    expect(await process.home()).toMatchObject({ totals: later, counted: [at, at.slice(11, 19)] });
    await put(...another.map(taken));
    process.wait(-1);
    expect(await process.home()).toMatchObject({
      totals: `${LOST} lost: ${OPEN - 2} need somebody, 2 acknowledged.`,
    });
  });

  test('what opened a second ago is on top', async () => {
    await counted();
    const opened = failing('urgent.example/orders', 0, 1);
    await put(opened);
    expect(await process.home()).toMatchObject({
      headline: `${OPEN + 1} webhooks are failing at once`,
      totals: `${LOST + 1} lost: Nobody has acknowledged yet.`,
      ids: [opened.incidentId, ...idsOf(first).slice(0, 11)],
      counted: [new Date(BEGAN).toISOString(), expect.anything()],
    });
  });

  test('so is one that reached the index only after the count, though others had opened since', async () => {
    await counted();
    const late = failing('late.example/orders', 150, 1);
    await put(late);
    expect((await process.home()).ids[0]).toBe(late.incidentId);
  });

  test('one that gets worse is in its place, with what it has lost', async () => {
    await counted();
    const [one] = second;
    if (!one) throw new Error('there are not enough');
    await put({ ...one, count: one.count + 5000 });
    expect(await process.home()).toMatchObject({
      totals: `${LOST + 5000} lost: Nobody has acknowledged yet.`,
      ids: [one.incidentId, ...idsOf(first).slice(0, 11)],
    });
  });

  test('what others acknowledge, silence or resolve moves at once, and the totals with it', async () => {
    await counted();
    const [a, b, c] = first;
    if (!a || !b || !c) throw new Error('there are not enough');
    await putAll(storeOf(stack).client, 'endpoints', [silenced(b)]);
    const over: Incident = { ...c, state: 'resolved', resolvedAt: new Date(BEGAN).toISOString() };
    await put(taken(a), over);
    const page = await process.home();
    expect(page).toMatchObject({
      headline: `${OPEN - 1} webhooks are failing at once`,
      totals: `${LOST - c.count} lost: ${OPEN - 3} need somebody, 1 acknowledged, 1 silenced or in maintenance.`,
      ids: idsOf([...first.slice(3), ...second.slice(0, 3)]),
    });
    const recently = page.html.slice(page.html.indexOf('<h2 id="recent">'));
    expect(recently.split(`/console/incidents/${c.incidentId}"`)).toHaveLength(2);
    await put({ ...over, listName: over.openedAt.slice(0, 7) });
    const archived = await process.home();
    expect(archived.html.split(`/console/incidents/${c.incidentId}"`)).toHaveLength(2);
    await putAll(storeOf(stack).client, 'endpoints', [silenced(b, -1)]);
  });

  test('it ends where so much was acknowledged that others may be more urgent', async () => {
    await counted();
    await put(...many.slice(0, 24).map(taken));
    expect(await process.home()).toMatchObject({
      counted: [new Date(BEGAN).toISOString(), expect.anything()],
      ids: idsOf(many.slice(24, 36)),
    });
    await put(...many.slice(24, 30).map(taken));
    expect(await process.home()).toMatchObject({
      counted: [new Date(BEGAN + 10_000).toISOString(), expect.anything()],
      ids: idsOf(many.slice(30, 42)),
    });
  });

  test('a test alert is shown, and counted nowhere', async () => {
    await counted();
    const sources = { 'test-alert': 1 };
    await put(failing('test-alert.invalid/', 0, 1, { sources }));
    const page = await process.home();
    expect(page).toMatchObject({ totals: `${LOST} lost: Nobody has acknowledged yet.`, ids: idsOf(first) });
    expect(page.html).toContain('<h2 id="tests">');
  });

  test.each([
    ['it serves although over a hundred have opened', 120, 0],
    ['it ends where hundreds have opened', 400, 10_000],
  ])('%s', async (_, number, since) => {
    await counted();
    await put(...Array.from({ length: number }, (__, index) => failing(`n${index}.example/menu`, 0, 1)));
    expect(await process.home()).toMatchObject({
      headline: `${OPEN + number} webhooks are failing at once`,
      totals: `${LOST + number} lost: Nobody has acknowledged yet.`,
      counted: [new Date(BEGAN + since).toISOString(), expect.anything()],
    });
  });

  test('one that cannot be read is said to be missing, each time', async () => {
    const [one] = first;
    if (!one) throw new Error('there are not enough');
    await put({ ...one, openedAt: 'never' });
    const page = await counted();
    expect(page.html).toContain('1 of the incidents could not be read');
    expect(await process.home()).toEqual(page);
  });
});

describe('a count is forgotten', () => {
  test('with an act on home: all who were chosen are off the list and out of the number', async () => {
    await counted();
    await put(...hidden.map(taken));
    expect((await process.act(first)).status).toBe(303);
    expect(await process.home()).toMatchObject({
      totals: `${LOST} lost: ${OPEN - 13} need somebody, 13 acknowledged.`,
      ids: idsOf(second),
    });
    changed.push(...first);
  });

  test('even while it is being made', async () => {
    const { store } = process.run;
    const { client } = store;
    store.client = intercepted(client, async (command, next) => {
      const answer = await next();
      if (indexOf(command) === 'summary') await process.act(hidden);
      return answer;
    });
    changed.push(...hidden);
    expect(await process.home()).toMatchObject({ totals: `${LOST} lost: Nobody has acknowledged yet.` });
    store.client = client;
    expect(await process.home()).toMatchObject({
      totals: `${LOST} lost: ${OPEN - 1} need somebody, 1 acknowledged.`,
    });
  });
});

test('two requests at once each count, and the next takes what they counted', async () => {
  const pages = await Promise.all([process.home(), process.home()]);
  expect(pages[0]).toEqual(pages[1]);
  asked.length = 0;
  expect(await process.home()).toEqual(pages[0]);
  expect(lists('BatchGetItem')).toBe(2);
});

test('another process counts for itself', async () => {
  await counted();
  await put(...hidden.map(taken));
  expect(await process.home()).toMatchObject({ totals: `${LOST} lost: Nobody has acknowledged yet.` });
  expect(await consoleOf(stack, cookie).home()).toMatchObject({
    totals: `${LOST} lost: ${OPEN - 1} need somebody, 1 acknowledged.`,
  });
});

test('a thousand are counted at each request', async () => {
  await remove(many.slice(-10));
  const page = await process.home();
  expect(page).toMatchObject({ headline: '1000 webhooks are failing at once', counted: undefined });
  await put(...hidden.map(taken));
  expect((await process.home()).totals).toMatch(/: 999 need somebody, 1 acknowledged\.$/);
  changed.push(...many.slice(-10));
});
