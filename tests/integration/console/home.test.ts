import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { MONITORED } from '../../../lib/domain/probing/monitor.ts';
import { startEngine } from '../../../local/dynamodb/engine.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { incidentOf, minutesAgo, putAll } from '../../browser/world.ts';
import { temporaryFolder } from '../../temporary.ts';
import { clientOf } from '../client.ts';
import { startTestStack } from '../stack.ts';
import { countingEngine } from './counting.ts';
import { signedInCookie } from './signed-in.ts';

const ended: (() => unknown)[] = [];
let stack: Stack;
let asked: string[];
let keys: number[];
let cookie: string;

const home = async () => {
  asked.length = 0;
  keys.length = 0;
  const answer = await fetch(`${stack.url}/console`, { headers: { cookie } });
  return { status: answer.status, html: await answer.text() };
};

beforeAll(async () => {
  const engine = await startEngine(join(temporaryFolder('home'), 'tables.sqlite'));
  ended.push(() => engine.stop());
  const counting = await countingEngine(engine.endpoint);
  ended.push(counting.stop);
  ({ asked, keys } = counting);
  stack = await startTestStack({ stream: false, dynamodbEndpoint: counting.url });
  ended.push(() => stack.stop());
  cookie = await signedInCookie(stack);
});
afterAll(async () => {
  for (const end of ended.reverse()) await end();
});

test('with nothing to show it says what to do first', async () => {
  const { status, html } = await home();
  expect(status).toBe(200);
  expect(html).toContain('Nothing is failing');
  expect(html).toContain('Not one notification has come yet');
});

test('of turns a team without people sees nothing but how to have them', async () => {
  const page = async (path: string) => (await fetch(`${stack.url}${path}`, { headers: { cookie } })).text();
  expect(await page('/console')).not.toMatch(/on duty/i);
  expect(await page('/console/access')).not.toContain('calendar');
  const duty = await page('/console/duty');
  expect(duty).toContain('Nobody takes turns here');
  expect(duty).not.toContain('<form method="post" action="/console/duty');
});

test('in a storm of 300 it is one page of under 30 KB, with the most urgent, from one query a partition', async () => {
  const client = clientOf(stack.dynamodbEndpoint);
  const storm = Array.from({ length: 300 }, (_, index) =>
    incidentOf({
      endpoint: `https://host-with-a-long-name-${index}.example/hooks/${index === 150 ? 'orders' : 'products'}/${'p'.repeat(60)}`,
      since: 10 + index,
      count: index,
    }),
  );
  await putAll(client, 'incidents', storm);
  client.destroy();
  const { html } = await home();
  expect(Buffer.byteLength(html)).toBeLessThan(30_000);
  expect(html).toContain('300 webhooks are failing at once');
  expect(html).toContain('most urgent of 300');
  expect(html).toContain('List them all');
  expect(html.indexOf('Orders webhook')).toBeLessThan(html.indexOf('Products webhook'));
  expect(asked.filter((one) => one.startsWith('Query')).sort()).toEqual(QUERIES);
  // The local stack looks at the table's stream meanwhile, or not.
  expect(asked.filter((one) => !/^Query|Stream/.test(one)).sort()).toEqual([
    'BatchGetItem', // the most urgent, whole
    ...Array<string>(3).fill('BatchGetItem'), // the silences of all 300: what is silenced needs nobody
    'GetItem control',
    'GetItem control', // who would hear nothing
    'GetItem control', // how the last self-test went
  ]);
});

test('what is silenced until it gets worse is counted by how it is now, from the same reads', async () => {
  const client = clientOf(stack.dynamodbEndpoint);
  const muted = incidentOf({ endpoint: 'https://muted.example/orders', since: 9, count: 9 });
  const grown = incidentOf({ endpoint: 'https://grown.example/orders', since: 8, count: 90 });
  const changed = incidentOf({ endpoint: 'https://changed.example/orders', since: 7, cause: 'timeout' });
  await putAll(client, 'incidents', [muted, grown, changed]);
  const silences = [muted, grown, changed].map(({ endpointKey, incidentId }) => ({
    endpointKey,
    item: 'silence',
    incidentId,
    actor: 'Sara',
    reason: 'They deploy',
    at: minutesAgo(5),
    until: minutesAgo(-60),
    baseline: { count: 9, cause: 'unavailable' },
  }));
  await putAll(client, 'endpoints', silences);
  client.destroy();
  const { html } = await home();
  expect(html).toContain('302 need somebody, 1 silenced or in maintenance.');
  expect(asked.filter((one) => one === 'BatchGetItem')).toHaveLength(1 + 4); // silences, 100 at a time
});

test('of 250 monitored endpoints it reads some, those in trouble first, and counts the rest', async () => {
  const client = clientOf(stack.dynamodbEndpoint);
  const monitorOf = (endpoint: string, minutes: number) => ({
    endpointKey: endpointKey(endpoint),
    item: 'state',
    endpoint,
    monitored: MONITORED,
    nextProbeAt: minutesAgo(minutes),
    history: [{ at: minutesAgo(minutes), ms: 120, kind: 'up' }],
    revision: 1,
  });
  const last = { endpoint: 'https://last.example/orders', since: 5000, count: 9000 };
  await putAll(client, 'incidents', [incidentOf(last)]);
  await putAll(client, 'endpoints', [
    ...Array.from({ length: 249 }, (_, index) => monitorOf(`https://fine-${index}.example/menu`, 60)),
    {
      ...monitorOf(last.endpoint, 1),
      history: [{ at: minutesAgo(1), ms: 9, kind: 'down', httpStatus: 503 }],
    },
    // Shown as failing, and no longer monitored.
    { ...monitorOf('https://grown.example/orders', 1), monitored: undefined, nextProbeAt: undefined },
  ]);
  client.destroy();
  const { html } = await home();
  expect(html).toContain('All 250 that are monitored');
  const section = html.slice(html.indexOf('<h2 id="endpoints">'), html.indexOf('All 250 that are'));
  expect(section).toContain(endpointKey(last.endpoint));
  expect(section).not.toContain(endpointKey('https://grown.example/orders'));
  expect(asked.filter((one) => one === 'Query endpoints/monitored')).toHaveLength(2); // the first keys, and a count
  // Silences, the most urgent whole, and of monitors twice as many as incidents are listed.
  expect(keys.toSorted((a, b) => b - a)).toEqual([100, 100, 100, 24, 24, 4]);
});

/** What is open, what was over this month, what is watched: each once, whatever there is to show. */
const QUERIES = ['Query endpoints/monitored', 'Query incidents/listName', 'Query incidents/summary'];
