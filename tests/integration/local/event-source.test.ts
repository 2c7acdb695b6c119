import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import * as z from 'zod';
import { callDynamodb } from '../../../local/dynamodb/api.ts';
import { startEngine } from '../../../local/dynamodb/engine.ts';
import type { Engine } from '../../../local/dynamodb/engine-process.ts';
import { createTables } from '../../../local/dynamodb/tables.ts';
import { Pump } from '../../../local/event-source/event-source.ts';
import { Streams } from '../../../local/event-source/streams.ts';
import { type PumpSettings, SETTINGS } from '../../../local/template/event-source-settings.ts';
import { failuresOf, idsOf, type Records, StreamEvent } from './stream-event.ts';
import { eventually, temporaryDir } from './temporary.ts';

const TABLE = {
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
};

const NEVER_MS = 24 * 3_600_000;

let engine: Engine;
let prefix: string;
let streamArn: string;
let dir: string;
let count = 0;
const pumps: Pump[] = [];

beforeAll(async () => {
  engine = await startEngine(join(temporaryDir(), 'db'));
});
afterAll(() => engine.stop());

beforeEach(async () => {
  prefix = `t${++count}`;
  dir = temporaryDir();
  const streams = await createTables(engine.endpoint, [{ ...TABLE, TableName: 'x-things' }], prefix);
  streamArn = streams['things'] ?? '';
});
afterEach(async () => {
  await Promise.all(pumps.splice(0).map((pump) => pump.stop()));
});

const put = (id: string, more: Record<string, unknown> = {}) =>
  callDynamodb(
    engine.endpoint,
    'DynamoDB_20120810.PutItem',
    { TableName: `${prefix}-things`, Item: { id: { S: id }, ...more } },
    z.unknown(),
  );

/** A pump whose function writes down what it was handed, and then does as told. */
const pumping = (
  does: (ids: string[], records: Records) => unknown,
  settings: Partial<PumpSettings> = {},
  paused = false,
  checkpoints = 'stream.json',
) => {
  const handed: string[][] = [];
  const pump = new Pump({
    endpoint: engine.endpoint,
    streamArn,
    checkpointFile: join(dir, checkpoints),
    failedFile: join(dir, 'failed.ndjson'),
    settings: { ...SETTINGS, firstRetryMs: 2, ...settings },
    paused,
    log: () => undefined,
    invoke: async (event) => {
      const { Records } = StreamEvent.parse(event);
      handed.push(idsOf(Records));
      return does(idsOf(Records), Records);
    },
  });
  pumps.push(pump);
  return { handed, pump };
};
const total = (handed: string[][], length: number) =>
  eventually(`${length} records`, () => (handed.flat().length >= length ? handed : undefined));

test('what was written before it started is handed over, in order and in batches', async () => {
  for (const id of ['a', 'b', 'c', 'd', 'e']) await put(id);
  const { handed } = pumping(() => ({ batchItemFailures: [] }), { batchSize: 2 });
  expect(await total(handed, 5)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
});

test('a write is handed over when idle, without a ring', async () => {
  const { handed } = pumping(() => null);
  await put('warm');
  await total(handed, 1);
  await put('a');
  expect(await total(handed, 2)).toEqual([['warm'], ['a']]);
});

test('a ring while it reads what was there before a write is not lost', async () => {
  const { records } = Streams.prototype;
  const read = jest.spyOn(Streams.prototype, 'records');
  read.mockImplementationOnce(async function (this: Streams, iterator, limit) {
    const page = await records.call(this, iterator, limit);
    await put('a');
    pump.ring();
    return page;
  });
  const { handed, pump } = pumping(() => null, { pollMs: NEVER_MS });
  expect(await total(handed, 1)).toEqual([['a']]);
  read.mockRestore();
});

test('only what fits the filter is handed over', async () => {
  await put('a');
  await put('a', { changed: { S: 'yes' } });
  await put('b');
  const { handed } = pumping(() => null);
  expect(await total(handed, 2)).toEqual([['a', 'b']]);
});

test('a restart goes on after the last success; nothing is handed over twice or lost', async () => {
  for (const id of ['a', 'b']) await put(id);
  const before = pumping(() => null);
  await total(before.handed, 2);
  await before.pump.stop();
  await put('c');
  const after = pumping(() => null);
  expect(await total(after.handed, 1)).toEqual([['c']]);
});

test('what was in flight when it stopped is handed over again', async () => {
  await put('a');
  const before = pumping(() => new Promise(() => undefined));
  await total(before.handed, 1);
  void before.pump.stop();
  const after = pumping(() => null);
  expect(await total(after.handed, 1)).toEqual([['a']]);
});

test('a partial failure is taken up at the lowest failed record', async () => {
  for (const id of ['a', 'b', 'c', 'd']) await put(id);
  let isFirst = true;
  const { handed } = pumping((_, records) => {
    if (!isFirst) return null;
    isFirst = false;
    return failuresOf([records[3], records[1]].filter((record) => record !== undefined));
  });
  expect(await total(handed, 7)).toEqual([
    ['a', 'b', 'c', 'd'],
    ['b', 'c', 'd'],
  ]);
});

test('a poison record is found by bisecting, given up after its attempts, and named in the on-failure queue', async () => {
  for (const id of ['a', 'b', 'poison', 'd']) await put(id);
  const { handed } = pumping(
    (ids) => {
      if (ids.includes('poison')) throw new Error('poison');
      return null;
    },
    { attempts: 2 },
  );
  await eventually('the last record', () =>
    handed.at(-1)?.includes('d') && handed.length > 3 ? true : undefined,
  );
  expect(handed).toEqual([
    ['a', 'b', 'poison', 'd'],
    ['a', 'b'],
    ['poison', 'd'],
    ['poison'],
    ['poison'],
    ['poison'],
    ['d'],
  ]);
  const line: unknown = JSON.parse(readFileSync(join(dir, 'failed.ndjson'), 'utf8'));
  expect(line).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
    DDBStreamBatchInfo: { startSequenceNumber: '3', endSequenceNumber: '3', batchSize: 1, streamArn },
  });
});

test('records that are too old go to the on-failure queue without an invocation', async () => {
  await put('a');
  const { handed } = pumping(() => null, { recordAgeS: 0 });
  await eventually('a pointer', () => (existsSync(join(dir, 'failed.ndjson')) ? true : undefined));
  expect(readFileSync(join(dir, 'failed.ndjson'), 'utf8')).toContain('RecordAgeExceeded');
  expect(handed).toEqual([]);
});

test('one batch is in flight at a time', async () => {
  for (const id of ['a', 'b', 'c']) await put(id);
  let inFlight = 0;
  let most = 0;
  const { handed } = pumping(
    async () => {
      most = Math.max(most, ++inFlight);
      for (let calls = 0; calls < 5; calls += 1) await put('z', { calls: { N: String(calls) } });
      inFlight -= 1;
    },
    { batchSize: 1 },
  );
  await total(handed, 3);
  expect(most).toBe(1);
});

test('a batching window gathers what comes within it', async () => {
  await put('a');
  const { handed } = pumping(() => null, { windowS: 0.4 });
  await put('b');
  await put('c');
  expect(await total(handed, 3)).toEqual([['a', 'b', 'c']]);
});

test('paused it hands over nothing, and resumed everything', async () => {
  const { handed, pump } = pumping(() => null, {}, true);
  // What one that is not paused has been handed by then was there to be handed over.
  const beside = pumping(() => null, {}, false, 'beside.json');
  await put('a');
  await total(beside.handed, 1);
  expect(handed).toEqual([]);
  pump.resume();
  await total(handed, 1);
  await pump.pause();
  await put('b');
  await total(beside.handed, 2);
  expect(handed).toEqual([['a']]);
});

test('rewound it hands over everything once more', async () => {
  for (const id of ['a', 'b']) await put(id);
  const { handed, pump } = pumping(() => null);
  await total(handed, 2);
  await pump.rewind();
  expect(await total(handed, 4)).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
});
