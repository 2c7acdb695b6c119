import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fileBox } from '../../../cli/redrive/file-dead-letters.ts';
import { replay } from '../../../cli/redrive/replay.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { pointerTo } from '../../../local/event-source/on-failure.ts';
import { temporaryFolder } from '../../temporary.ts';
import { freshEndpoint, keep, startWorld, type World } from '../world.ts';

const MINUTE_MS = 60_000;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

/** As Lambda and the local pump write it. */
const pointerOf = (arrivedAt: number, records = 3): string =>
  JSON.stringify(
    pointerTo(
      {
        streamArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/x/stream/y',
        shardId: 'shardId-0',
        condition: 'RetryAttemptsExhausted',
        invocations: 6,
        records: Array.from({ length: records }, (_, index) => ({
          eventName: 'INSERT',
          dynamodb: { SequenceNumber: String(index), ApproximateCreationDateTime: arrivedAt / 1000 },
        })),
      },
      new Date(arrivedAt + MINUTE_MS),
    ),
  );
const letter = (text: string) => ({ text, receipt: text });
const countOf = async (endpoint: string) =>
  (await world.incidents()).find((one) => one.endpointKey === endpointKey(endpoint))?.count;

describe('a replay', () => {
  test('groups what is pending from that time, once, however often it runs', async () => {
    const endpoint = freshEndpoint();
    for (let kept = 0; kept < 3; kept++) await keep(world, { endpoint });
    const pointer = letter(pointerOf(Date.now()));
    const replays = [];
    for (let run = 0; run < 3; run++) replays.push(await replay(world.run, [pointer]));
    expect(replays.map(({ grouped }) => grouped)).toEqual([3, 0, 0]);
    for (const { done, kept } of replays) expect({ done, kept }).toEqual({ done: [pointer], kept: [] });
    expect(await countOf(endpoint)).toBe(3);
  });

  test('side by side with others counts each notification once', async () => {
    const endpoint = freshEndpoint();
    await Promise.all(Array.from({ length: 50 }, () => keep(world, { endpoint })));
    const pointer = letter(pointerOf(Date.now()));
    await Promise.all([1, 2, 3].map(() => replay(world.run, [pointer])));
    await replay(world.run, [pointer]);
    expect(await countOf(endpoint)).toBe(50);
  });

  test('leaves a pointer where it lies while anything from its time is pending, and removes the others', async () => {
    const endpoint = freshEndpoint();
    const notification = await keep(world, { endpoint });
    const [early, late] = [letter(pointerOf(Date.now() - 10 * MINUTE_MS)), letter(pointerOf(Date.now()))];
    const nowhere = { ...world.store.tables, incidents: 'flavours-error-webhook-nowhere-incidents' };
    const broken = { ...world.run, store: { ...world.store, tables: nowhere } };
    expect(await replay(broken, [early, late])).toMatchObject({
      grouped: 0,
      stillPending: 1,
      done: [early],
      kept: [late],
    });
    expect(world.logged.filter(({ level }) => level === 'error')).not.toEqual([]);
    expect(await replay(world.run, [late])).toMatchObject({ grouped: 1, done: [late], kept: [] });
    expect(notification.endpointKey).toBe(endpointKey(endpoint));
  });

  test('without a pointer touches nothing, and what is no pointer stays where it lies', async () => {
    const endpoint = freshEndpoint();
    await keep(world, { endpoint });
    const odd = ['', '{', '{"requestContext":{}}', '[]'].map(letter);
    expect(await replay(world.run, odd)).toMatchObject({ grouped: 0, unreadable: 4, done: [], kept: odd });
    expect(await countOf(endpoint)).toBeUndefined();
  });

  test('counts by the time of the pointer where the arrival is not said', async () => {
    const endpoint = freshEndpoint();
    await keep(world, { endpoint });
    const pointer = letter(pointerOf(Date.now(), 0));
    expect(await replay(world.run, [pointer])).toMatchObject({
      grouped: expect.any(Number),
      done: [pointer],
    });
    expect(await countOf(endpoint)).toBe(1);
  });
});

describe('the file of the local stack', () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = temporaryFolder('box');
    file = join(dir, 'failed.ndjson');
  });

  test('may be absent, folder and all', async () => {
    expect(await fileBox(file).take()).toEqual([]);
    expect(await fileBox(join(dir, 'nowhere', 'failed.ndjson')).take()).toEqual([]);
  });

  test('loses nothing to a run that was killed, nor to a stack that adds to it meanwhile', async () => {
    writeFileSync(file, 'one\ntwo\n');
    await fileBox(file).take(); // and never settles
    writeFileSync(file, 'three\n');
    const box = fileBox(file);
    const taken = await box.take();
    expect(taken.map(({ text }) => text).sort()).toEqual(['one', 'three', 'two']);
    writeFileSync(file, 'four\n');
    await box.settle({
      done: taken.filter(({ text }) => text !== 'two'),
      kept: taken.filter(({ text }) => text === 'two'),
    });
    expect(readFileSync(file, 'utf8')).toBe('four\ntwo\n');
    expect(readdirSync(dir)).toEqual(['failed.ndjson']);
  });

  test('is gone once everything in it is done', async () => {
    writeFileSync(file, 'one\n');
    const box = fileBox(file);
    await box.settle({ done: await box.take(), kept: [] });
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(dir)).toEqual([]);
  });
});
