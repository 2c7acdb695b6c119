import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startEngine } from '../../local/dynamodb/engine.ts';
import type { Engine } from '../../local/dynamodb/engine-process.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { temporaryFolder } from '../temporary.ts';
import { countingEngine } from './console/counting.ts';
import { startTestStack } from './stack.ts';

let engine: Engine;
let counting: Awaited<ReturnType<typeof countingEngine>>;
let stack: Stack;
beforeAll(async () => {
  engine = await startEngine(join(temporaryFolder('rest'), 'tables.sqlite'));
  counting = await countingEngine(engine.endpoint);
  stack = await startTestStack({ dynamodbEndpoint: counting.url, stream: false });
});
afterAll(async () => {
  await stack?.stop();
  counting?.stop();
  await engine?.stop();
});

/** Each has its reason; one more is a cost for ever, in every stack. */
const READS = [
  // check: covers, and whether a probe is due
  'GetItem control',
  'Query endpoints/monitored',
  // sweep: covers, the counts of open incidents, new API tokens, the open list, what the stream missed in each shard
  ...Array.from({ length: 3 }, () => 'GetItem control'),
  'Query incidents/listName',
  ...Array.from({ length: 4 }, () => 'Query notifications/pending'),
];

test('a minute in which nothing is watched reads what it must, each once, and writes nothing', async () => {
  await stack.sweep();
  await stack.check();
  counting.asked.splice(0);
  await stack.sweep();
  await stack.check();
  expect(counting.asked.toSorted()).toEqual(READS.toSorted());
});
