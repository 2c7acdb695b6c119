import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toItem } from '../../../lib/adapters/dynamodb/store.ts';
import { ApiEndpoint, ApiEndpoints, ApiIncidents, ApiSources } from '../../../lib/domain/api/schemas.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { done, incidentOf, putAll, TABLES } from '../../browser/world.ts';
import { clientOf } from '../client.ts';
import { startTestStack } from '../stack.ts';
import { COUNT, monitored, month, others, over, worst } from './many-incidents.ts';
import { type Reader, readerOf } from './reading.ts';

/* Every list either has all, page by page, or says how many it leaves out. */

let stack: Stack;
let reader: Reader;
const put = async (table: 'incidents' | 'endpoints', items: readonly object[]): Promise<void> => {
  const client = clientOf(stack.dynamodbEndpoint);
  await putAll(client, table, items);
  client.destroy();
};
beforeAll(async () => {
  stack = await startTestStack({ stream: false });
  await put('incidents', [worst, ...others, ...over.map((one) => ({ ...one, listName: month }))]);
  await put('endpoints', monitored);
  reader = await readerOf(stack);
});
afterAll(() => stack?.stop());

const linkIn = (html: string, text: string): string | undefined =>
  new RegExp(`href="([^"]+)">${text}</a>`).exec(html)?.[1]?.replaceAll('&amp;', '&');

describe('home', () => {
  test('has the worst of all first, though 302 opened after it', async () => {
    const html = await reader.page('/console');
    expect(html).toContain(`${COUNT} webhooks are failing at once`);
    expect(html).toContain(`12 most urgent of ${COUNT}`);
    const rows = [...html.matchAll(/href="\/console\/incidents\/([^"]+)"/g)].map(([, id]) => id);
    expect(rows[0]).toBe(worst.incidentId);
  });

  test('says how many events were lost in all, not in those that it shows', async () => {
    const lost = [worst, ...others].reduce((sum, { count }) => sum + count, 0);
    expect(await reader.page('/console')).toContain(`At least ${lost} events lost`);
  });

  test('says how many are watched, of which it shows some', async () => {
    expect(await reader.page('/console')).toContain(`All ${COUNT} that are monitored`);
  });
});

const endpointsOn = (html: string): string[] =>
  [...html.matchAll(/href="\/console\/endpoints\/([^"?]+)"/g)].map(([, key]) => key ?? '');

describe('the page of endpoints', () => {
  test('has each of them once, page by page, and says of how many', async () => {
    const seen: string[] = [];
    let next: string | undefined = '/console/endpoints';
    for (let turn = 0; next !== undefined && turn < 20; turn++) {
      const html: string = await reader.page(next);
      expect(html).toMatch(new RegExp(`\\d+ of ${COUNT}`));
      seen.push(...endpointsOn(html));
      next = linkIn(html, 'More');
    }
    expect(seen.toSorted()).toEqual(monitored.map((one) => one.endpointKey).toSorted());
  });
});

describe('the page of a month', () => {
  test('says how many there are, and has each once', async () => {
    const seen: string[] = [];
    let next: string | undefined = `/console/history?list=${month}`;
    for (let turn = 0; next !== undefined && turn < 10; turn++) {
      const html: string = await reader.page(next);
      expect(html).toContain(`of ${over.length}`);
      seen.push(...[...html.matchAll(/href="\/console\/incidents\/([^"]+)"/g)].map(([, id]) => id ?? ''));
      next = linkIn(html, 'Older');
    }
    expect(seen.toSorted()).toEqual(over.map(({ incidentId }) => incidentId).toSorted());
  });
});

test('the months that can be chosen go on behind a year', async () => {
  const oldest = (html: string) =>
    /value="(20\d\d-\d\d)"[^>]*>[A-Z][a-z]+ \d{4} and before/.exec(html)?.[1] ?? '';
  const first = oldest(await reader.page('/console/history'));
  const second = oldest(await reader.page(`/console/history?list=${first}`));
  expect([first.length, second.length]).toEqual([7, 7]);
  expect(second < first).toBe(true);
});

describe('the API', () => {
  test.each([
    ['/incidents', ApiIncidents, COUNT],
    ['/incidents?sort=-count', ApiIncidents, COUNT],
    ['/incidents?sort=lastAt', ApiIncidents, COUNT],
    ['/incidents?sort=openedAt', ApiIncidents, COUNT],
    [`/incidents?month=${month}`, ApiIncidents, over.length],
    ['/endpoints', ApiEndpoints, COUNT],
    ['/sources', ApiSources, COUNT],
  ] as const)(
    '%s has a next for each page but the last, a total, and each item once',
    async (path, Schema, count) => {
      const seen: string[] = [];
      let after = '';
      for (let turn = 0; turn < 20; turn++) {
        const query = `${path.includes('?') ? '&' : '?'}limit=50${after}`;
        const { items, next, total } = await reader.read(`${path}${query}`, Schema);
        expect(total).toBe(count);
        seen.push(
          ...items.map((one) =>
            JSON.stringify(
              'incidentId' in one ? one.incidentId : one.name + ('endpoint' in one ? one.endpoint : ''),
            ),
          ),
        );
        if (next === undefined) break;
        expect(items).toHaveLength(50);
        after = `&after=${next}`;
      }
      expect(new Set(seen).size).toBe(count);
      expect(seen).toHaveLength(count);
    },
  );

  test('sorted by count, the costliest is first and none is missing behind 200', async () => {
    const { items } = await reader.read('/incidents?sort=-count&limit=1', ApiIncidents);
    expect(items[0]?.incidentId).toBe(worst.incidentId);
    expect((await reader.read('/incidents?severity=critical', ApiIncidents)).items).toHaveLength(1);
  });

  test('a cursor of another list, or one that was tampered with, is refused', async () => {
    const { next = '' } = await reader.read('/incidents?sort=-count&limit=1', ApiIncidents);
    const text = Buffer.from(next, 'base64url').toString();
    const changed = (from: RegExp, to: string) => Buffer.from(text.replace(from, to)).toString('base64url');
    for (const [path, cursor] of [
      ['/incidents?sort=count', next],
      ['/incidents', next],
      ['/endpoints?x=', next],
      ['/sources?limit=2', next],
      ['/incidents?sort=-count', 'x'],
      ['/incidents?sort=-count', changed(/"number":1/, '"number":"1"')],
      ['/incidents?sort=-count', changed(/"number":1/, '"number":1,"more":1')],
      ['/incidents?sort=-count', changed(/"by":\d+/, '"by":null')],
    ] as const) {
      const answer = await reader.api(`${path}${path.includes('?') ? '&' : '?'}after=${cursor}`);
      expect({ path, cursor, status: answer.status }).toEqual({ path, cursor, status: 400 });
    }
  });
});

test('a time-line of more lines than a page shows says of how many', async () => {
  const lines = Array.from({ length: 70 }, (_, index) =>
    done(worst, 8000 - index, 'note', 'Sara', { reason: `note ${index}` }),
  );
  const client = clientOf(stack.dynamodbEndpoint);
  await putAll(client, 'timeline', lines);
  client.destroy();
  const html = await reader.page(`/console/incidents/${worst.incidentId}`);
  expect(html).toContain('These are the newest 50 of 70 lines.');
  expect(html).toContain('note 69');
});

test('who is not signed in and asks for a long address gets an answer that the gateway passes on', async () => {
  const answer = await fetch(`${stack.url}/console/history?list=${'"'.repeat(3000)}`, {
    redirect: 'manual',
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/console/sign-in?next=%2Fconsole']);
});

/** The hosts of the incidents on a page. */
const endpointsIn = (html: string): string[] =>
  [...html.matchAll(/<bdi>([a-z0-9.]+)\//g)].map(([, host]) => host ?? '');

describe('a page of items that nobody can read', () => {
  const odd = Array.from({ length: 60 }, (_, index) => ({
    ...incidentOf({ endpoint: `https://odd${index}.example/`, since: 0 }),
    openedAt: `2099-01-01 of another version ${index}`, // sorts as the newest
    count: 'many',
    sample: undefined,
  }));

  test('is no end of the history of an endpoint either', async () => {
    const endpoint = 'https://aged.example/hooks/orders';
    const key = endpointKey(endpoint);
    const client = clientOf(stack.dynamodbEndpoint);
    const good = incidentOf({ endpoint, number: 1, since: 90, resolved: 50 });
    await putAll(client, 'incidents', [
      good,
      ...Array.from({ length: 60 }, (_, index) => ({
        ...incidentOf({ endpoint, number: 2 + index, since: 80, resolved: 50 }),
        sample: undefined,
      })),
    ]);
    client.destroy();
    let html = await reader.page(`/console/endpoints/${key}`);
    expect(html).toContain('25 incidents on this page could not be read');
    for (let turn = 0; turn < 5 && linkIn(html, 'Older'); turn++)
      html = await reader.page(linkIn(html, 'Older') ?? '');
    expect(html).toContain(good.incidentId);
    let found = await reader.read(`/endpoints/${key}`, ApiEndpoint);
    for (let turn = 0; turn < 5 && found.next !== undefined; turn++)
      found = await reader.read(`/endpoints/${key}?after=${found.next}`, ApiEndpoint);
    expect(found.incidents.map(({ incidentId }) => incidentId)).toEqual([good.incidentId]);
  });

  test('is no end of the list: on the page, in the API and in exports', async () => {
    const client = clientOf(stack.dynamodbEndpoint);
    for (const item of odd)
      await client.send(
        new PutItemCommand({
          TableName: TABLES.incidents,
          Item: toItem(item),
        }),
      );
    client.destroy();
    const first = await reader.page('/console/history?list=open');
    // What can be read behind them fills the page: nobody turns pages in which there is nothing.
    expect(/[^>]*incidents on this page[^<]*/.exec(first)?.[0]).toBe(
      '60 incidents on this page could not be read.',
    );
    expect(endpointsIn(first)).toContain('h0.example');
    expect(endpointsIn(await reader.page(linkIn(first, 'Older') ?? ''))).toContain('h60.example');
    const { items, next } = await reader.read('/incidents?limit=50', ApiIncidents);
    expect({ items: items.length, hasNext: next !== undefined }).toEqual({ items: 50, hasNext: true });
    const lines = (await (await reader.api('/incidents.ndjson')).text()).trim().split('\n');
    expect(lines).toHaveLength(COUNT);
    const html = await reader.page('/console');
    expect(html).toContain('60 of the incidents could not be read');
    expect(html).toContain(`${COUNT} webhooks are failing`);
  });
});
