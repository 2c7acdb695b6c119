import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chunksOf } from '../../lib/adapters/dynamodb/store.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { startTestStack } from '../integration/stack.ts';
import { anyBody } from './any-body.ts';
import { type Body, notJson, oddJson, readable, sizes } from './bodies.ts';
import { Ledger } from './ledger.ts';

const TYPES = ['application/json', 'application/octet-stream', 'text/plain; charset=utf-8', 'image/png'];
const RUNS = 10;
const AT_ONCE = 10;

let stack: Stack;
let ledger: Ledger;
beforeAll(async () => {
  stack = await startTestStack({ stream: false }); // resumed once everything is posted
  ledger = new Ledger(stack);
});
afterAll(() => stack?.stop());

/** Posts side by side; answers with the statuses in their order. */
const post = async (source: string, bodies: readonly Body[], types: readonly string[]): Promise<number[]> => {
  const statuses: number[] = [];
  for (const chunk of chunksOf(bodies, AT_ONCE)) {
    const posted = chunk.map(([name, body], index) =>
      ledger.post(source, name, body, types[index % types.length] ?? ''),
    );
    statuses.push(...(await Promise.all(posted)));
  }
  return statuses;
};

describe('every body is answered as the table of the design says', () => {
  test('what is no JSON and names an endpoint, with 200', async () => {
    const statuses = await post('nearly', readable, TYPES);
    expect(readable.filter((_, index) => statuses[index] !== 200).map(([name]) => name)).toEqual([]);
  });
  test('what is no JSON and names none, with 400', async () => {
    const statuses = await post('broken', notJson, TYPES);
    expect(notJson.filter((_, index) => statuses[index] !== 400).map(([name]) => name)).toEqual([]);
  });
  test.each(TYPES.slice(0, 2))('JSON of every odd kind, as %s', async (type) => {
    await post('odd', oddJson, [type]);
  });
  test('256 KiB, a byte less and a byte more, with 200 where an endpoint is named', async () => {
    const statuses = await post('large', sizes, ['application/octet-stream']);
    const of = (status: number) => statuses.filter((one) => one === status).length;
    expect({ 200: of(200), 400: of(400), 413: of(413) }).toEqual({ 200: 21, 400: 5, 413: 2 });
  });
  test('and whatever fast-check makes', async () => {
    const bodies = fc.array(anyBody, { minLength: AT_ONCE, maxLength: AT_ONCE });
    await fc.assert(
      fc.asyncProperty(bodies, fc.constantFrom(...TYPES), async (some, type) => {
        await post(
          'any',
          some.map((body): Body => ['made by fast-check', body]),
          [type],
        );
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});

test('every one of them is one item, as it came', async () => {
  expect(ledger.size).toBeGreaterThan(RUNS * AT_ONCE + 200);
  await ledger.expectKept();
});

test('and is counted in one incident that people are told of', async () => {
  stack.pump.resume();
  await ledger.expectSent();
  expect(stack.sns.subscriptions.every(({ isActive }) => isActive)).toBe(true);
});
