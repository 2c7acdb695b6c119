import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import * as z from 'zod';
import { type Invoke, lambdaFunction } from '../../local/lambda/functions.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { documented, postMany } from '../integration/flavours.ts';
import { incidents, scan, startTestStack } from '../integration/stack.ts';
import { insertOf, POISON, pendingItem, putItem, record, type StreamRecord } from './records.ts';

const Answer = z.strictObject({ batchItemFailures: z.array(z.strictObject({ itemIdentifier: z.string() })) });

let stack: Stack;
let dispatch: Invoke;
beforeAll(async () => {
  stack = await startTestStack({ stream: false });
  dispatch = lambdaFunction('dispatch', await import('../../handlers/dispatch.ts'), 30_000);
});
afterAll(() => stack?.stop());

/** The sequence numbers that dispatch reports. */
const failuresOf = async (records: readonly StreamRecord[]): Promise<string[]> =>
  Answer.parse(await dispatch({ Records: records })).batchItemFailures.map(
    ({ itemIdentifier }) => itemIdentifier,
  );
const numberOf = ({ dynamodb }: StreamRecord): string => dynamodb.SequenceNumber;
const everything = async () => ({
  notifications: await scan(stack, 'notifications'),
  incidents: await scan(stack, 'incidents'),
  alerts: await scan(stack, 'timeline'),
  publishes: stack.sns.publishes.length,
});

/** What `receive` has just kept of `count` posts of one source. */
const keptOf = async (source: string, count: number) => {
  const posts = Array.from({ length: count }, () => documented(`/${source}`));
  await postMany(stack.webhookUrlOf(source), posts, 20);
  const kept = (await scan(stack, 'notifications')).filter((item) => item['source'] === source);
  expect(kept).toHaveLength(count);
  return kept.map(insertOf);
};
const countOf = async (source: string) =>
  (await incidents(stack)).filter(({ sources }) => sources[source]).map(({ count }) => count);

test.each([
  [1, 99, POISON.slice(0, 1)],
  [POISON.length, 100 - POISON.length, POISON],
] as const)(
  '%i poison among %i good records: those are grouped, and it alone is reported',
  async (_, count, images) => {
    const source = `poison-${count}`;
    const good = await keptOf(source, count);
    const poison = images.map(([, image]) => record('INSERT', image));
    const middle = Math.floor(count / 2);
    const records = [...good.slice(0, middle), ...poison, ...good.slice(middle)];

    expect(await failuresOf(records)).toEqual(poison.map(numberOf));
    expect(await countOf(source)).toEqual([count]);
    // Lambda hands over again from the lowest failure on, and everybody else is grouped already.
    expect(await failuresOf(records.slice(middle))).toEqual(poison.map(numberOf));
    expect(await countOf(source)).toEqual([count]);
  },
);

/** Items that no version of ours writes now, and that have keys. */
const INVALID_ITEMS: [string, Record<string, unknown>][] = [
  ['a code of another kind', { code: 'five' }],
  ['half a code', { code: 503.5 }],
  ['a list for an endpoint', { endpoint: ['https://h.example/'] }],
  ['sets of numbers', { code: new Set([1, 2]) }],
  ['bytes for a message', { message: new Uint8Array([0, 1, 2]) }],
  ['sets of bytes', { code: new Set([new Uint8Array([1]), new Uint8Array([2])]) }],
  ['a map for a message', { message: { a: { b: null } } }],
  ['a problem without its text', { problem: 'x', raw: undefined }],
  ['a time that is none', { receivedAt: 'yesterday' }],
  ['as much as an item can hold', { endpoint: undefined, other: 'x'.repeat(390_000) }],
];

describe('an item that does not fit', () => {
  const idOf = new Map(INVALID_ITEMS.map(([name]) => [name, ulid(Date.now() - 120_000)]));
  const sourceOf = (name: string): string => `odd-${INVALID_ITEMS.findIndex(([one]) => one === name)}`;
  beforeAll(async () => {
    for (const [name, fields] of INVALID_ITEMS) {
      const item = pendingItem({ id: idOf.get(name), source: sourceOf(name), ...fields });
      const given = Object.entries(item).filter(([, value]) => value !== undefined);
      await putItem(stack.dynamodbEndpoint, Object.fromEntries(given));
    }
    await stack.sweep();
  });

  test.each(INVALID_ITEMS)(
    '%s: is grouped as unreadable by the sweep alone, with the reason',
    async (name) => {
      const key = `source:${sourceOf(name)}`;
      const kept = (await scan(stack, 'notifications')).find((one) => one['id'] === idOf.get(name));
      expect(kept).toMatchObject({
        incidentId: `${key}-1`,
        problem: expect.stringContaining('does not fit'),
      });
      expect((await incidents(stack)).find(({ endpointKey }) => endpointKey === key)).toMatchObject({
        count: 1,
        cause: 'unreadable',
        sample: { message: expect.stringContaining('the stored item does not fit') },
      });
    },
  );
  test.each(INVALID_ITEMS.slice(0, 6))('%s: is taken from the stream at once', async (_name, fields) => {
    const id = ulid();
    const item = Object.entries(pendingItem({ id, source: 'rung', ...fields })).filter(
      ([, value]) => value !== undefined,
    );
    await putItem(stack.dynamodbEndpoint, Object.fromEntries(item));
    expect(await failuresOf([insertOf(Object.fromEntries(item))])).toEqual([]);
    const kept = (await scan(stack, 'notifications')).find((one) => one['id'] === id);
    expect(kept).toMatchObject({ incidentId: 'source:rung-1' });
  });
});

describe('records that are none of our business are taken, and nothing is written', () => {
  const image = () => pendingItem();
  const ttl = { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } };
  const { pending: _, ...grouped } = pendingItem();
  test.each<[string, () => StreamRecord]>([
    ['MODIFY', () => ({ ...insertOf(image()), eventName: 'MODIFY' })],
    ['REMOVE', () => ({ ...insertOf(image()), eventName: 'REMOVE' })],
    ['a removal by TTL', () => record('REMOVE', undefined, ttl)],
    ['an insert that is grouped already', () => insertOf(grouped)],
    ['an insert without its image', () => record('INSERT', undefined)],
    ['an event name of tomorrow', () => ({ ...insertOf(image()), eventName: 'ARCHIVE' })],
    ['an event name that the SDK does not know', () => record('UNKNOWN_TO_SDK_VERSION', undefined)],
    ['an empty event name', () => ({ ...insertOf(image()), eventName: '' })],
  ])('%s', async (_name, make) => {
    const before = await everything();
    expect(await failuresOf([make(), make()])).toEqual([]);
    expect(await everything()).toEqual(before);
  });
  test('no records at all', async () => expect(await failuresOf([])).toEqual([]));
});

test.each([
  [
    'a record without a sequence number',
    { Records: [insertOf(pendingItem()), { eventName: 'INSERT', dynamodb: {} }] },
  ],
  ['a record that is null', { Records: [null] }],
  ['an event without records', {}],
  ['no event', undefined],
])('%s: it throws, so that the whole batch comes again', async (_name, event) => {
  const before = await everything();
  await expect(dispatch(event)).rejects.toThrow();
  expect(await everything()).toEqual(before);
});
