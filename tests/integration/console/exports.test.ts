import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { ApiIncidents, ApiNotifications } from '../../../lib/domain/api/schemas.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { incidentOf, notificationsOf, putAll } from '../../browser/world.ts';
import { clientOf } from '../client.ts';
import { startTestStack } from '../stack.ts';
import { apiTokenOf } from './api-token.ts';

/* Rows of 10 KB and more, through a gateway that holds no more than AWS's. */

/** What grows most on its way: quotes and backslashes double in JSON, and double again in the answer around it. */
const GROWING = '"\\'.repeat(5_000);
const ARABIC = 'انقطع الاتصال؛ '.repeat(700);
const incident = incidentOf({
  endpoint: 'https://fat.example/hooks/orders',
  since: 600,
  last: 1,
  count: 500,
});
const notifications = [
  ...notificationsOf(incident, 140, { message: GROWING, raw: GROWING }),
  ...notificationsOf({ ...incident, lastAt: incident.openedAt }, 80, { message: ARABIC }),
];
const many = Array.from({ length: 260 }, (_, index) =>
  incidentOf({ endpoint: `https://fat${index}.example/menu`, since: 10 + index, message: GROWING }),
);

let stack: Stack;
let authorization: string;
beforeAll(async () => {
  stack = await startTestStack({ stream: false });
  const client = clientOf(stack.dynamodbEndpoint);
  await putAll(client, 'incidents', [incident, ...many]);
  await putAll(client, 'notifications', notifications);
  client.destroy();
  authorization = `Bearer ${await apiTokenOf(stack, 'read')}`;
});
afterAll(() => stack?.stop());

const api = (path: string) => fetch(`${stack.url}${path}`, { headers: { authorization } });

/** The texts of all parts of an export, by their links. */
const partsOf = async (path: string): Promise<string[]> => {
  const texts: string[] = [];
  let next: string | undefined = `/api/v1${path}`;
  while (next !== undefined) {
    const answer: Response = await api(next);
    expect({ path, part: texts.length, status: answer.status }).toMatchObject({ status: 200 });
    texts.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer()));
    next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  return texts;
};

const ids = notifications.map(({ id }) => id).toSorted();
const path = `/incidents/${incident.incidentId}/notifications`;

describe('an export of 10 KB rows', () => {
  test('as NDJSON comes in parts that arrive, each row once and whole, and nothing before the first', async () => {
    const parts = await partsOf(`${path}.ndjson`);
    expect(parts.length).toBeGreaterThan(1);
    const Row = z.object({ id: z.string(), message: z.string() });
    const rows = parts.flatMap((part) =>
      part
        .trimEnd()
        .split('\n')
        .map((line) => Row.parse(JSON.parse(line))),
    );
    expect(rows.map(({ id }) => id).toSorted()).toEqual(ids);
    expect(parts[0]?.startsWith('{')).toBe(true);
    expect(rows.filter(({ message }) => message.includes('cut:'))).toEqual([]);
  });

  test('as CSV too, each part a table of its own that Excel reads', async () => {
    const parts = await partsOf(`${path}.csv`);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => part.slice(0, 6))).toEqual(parts.map(() => '\ufeff"id",'));
    const rows = parts.flatMap((part) => parse<Record<string, string>>(part, { bom: true, columns: true }));
    expect(rows.map((row) => row['id']).toSorted()).toEqual(ids);
    expect(rows.some((row) => row['message']?.startsWith('انقطع الاتصال؛ '))).toBe(true);
  });

  test.each(['csv', 'ndjson'])('of incidents in any order, as %s', async (format) => {
    for (const sort of ['-openedAt', '-count', 'lastAt']) {
      const parts = await partsOf(`/incidents.${format}?sort=${sort}`);
      const found = parts.flatMap((part) =>
        [...part.matchAll(/"([a-z0-9]+-\d+)"(?=,)/g)].map(([, id]) => id),
      );
      expect(new Set(found).size).toBe(many.length + 1);
    }
  });
});

describe('a page of the API', () => {
  test('of fat incidents has as many as the answer holds, and goes on behind the last of them', async () => {
    const seen: string[] = [];
    let after = '';
    for (let turn = 0; turn < 20; turn++) {
      const answer = await api(`/api/v1/incidents?limit=200${after}`);
      expect(answer.status).toBe(200);
      const { items, next } = ApiIncidents.parse(await answer.json());
      seen.push(...items.map(({ incidentId }) => incidentId));
      if (next === undefined) break;
      after = `&after=${next}`;
    }
    expect(seen.toSorted()).toEqual([incident, ...many].map(({ incidentId }) => incidentId).toSorted());
  });

  test('and so has one of notifications', async () => {
    const seen: string[] = [];
    let after = '';
    for (let turn = 0; turn < 20; turn++) {
      const answer = await api(`/api/v1${path}?limit=200${after}`);
      expect(answer.status).toBe(200);
      const { items, next } = ApiNotifications.parse(await answer.json());
      seen.push(...items.map(({ id }) => id));
      if (next === undefined) break;
      after = `&after=${next}`;
    }
    expect(seen.toSorted()).toEqual(ids);
  });
});
