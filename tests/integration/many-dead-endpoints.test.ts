import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { monitorWrite } from '../../lib/adapters/dynamodb/monitors.ts';
import { chunksOf } from '../../lib/adapters/dynamodb/store.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import type { Probe } from '../../lib/domain/probing/probe.ts';
import { thorough } from '../thorough.ts';
import { intercepted } from './intercepted.ts';
import { type Simulation, startSimulation } from './simulation.ts';

/** Fewer that are silent for longer take as much of a check's time as a thousand that are silent for three seconds. */
const ENDPOINTS = thorough(300, 1_000);
const SILENT_MS = 3_000 * (1_000 / ENDPOINTS);
const TIMEOUT_MS = 60_000;
const MINUTE_MS = 60_000;
const IDLE_TURNS = 3;
const IN_A_TRANSACTION = 100;

let world: Simulation;
let passBegan = 0;
let probed: string[] = [];
const release: (() => void)[] = [];
/** Calls to DynamoDB that are not answered yet, and how many they were at most. */
let calls = 0;
let mostCalls = 0;
beforeAll(async () => {
  world = await startSimulation();
  world.run.remainingMs = () => passBegan + TIMEOUT_MS - world.now().getTime();
  world.run.prober = silent;
  world.run.store = {
    ...world.run.store,
    client: intercepted(world.run.store.client, async (_, next) => {
      calls += 1;
      mostCalls = Math.max(mostCalls, calls);
      try {
        return await next();
      } finally {
        calls -= 1;
      }
    }),
  };
  const { store } = world.world;
  for (const chunk of chunksOf([...Array(ENDPOINTS).keys()], IN_A_TRANSACTION))
    await store.client.send(
      new TransactWriteItemsCommand({
        TransactItems: chunk.map((index) => {
          const endpoint = `https://m${index}.example/hooks`;
          const source = `merchant-${index % 8}`;
          const brought = { endpointKey: endpointKey(endpoint), endpoint, source, lane: 'trouble' } as const;
          return monitorWrite(store, brought, world.now());
        }),
      }),
    );
});
afterAll(() => world.stop());

/** A probe that waits until nothing else goes on, and then for its three seconds, together with all that wait by then. */
const silent = async (endpoint: string): Promise<Probe> => {
  const at = world.now().toISOString();
  await new Promise<void>((resolve) => release.push(resolve));
  probed.push(endpoint);
  const outcome = { kind: 'failed', stage: 'tcp', reason: 'timeout', code: 'ETIMEDOUT' } as const;
  return { at, ms: SILENT_MS, outcome, stages: {}, addresses: [], failedAddresses: [] };
};

/** One check. Its time passes only while all that it does is to wait for probes. */
const pass = async (): Promise<{ seconds: number; looked: number }> => {
  passBegan = world.now().getTime();
  probed = [];
  let isOver = false;
  const check = world.check().finally(() => {
    isOver = true;
  });
  for (let idle = 0; !isOver; ) {
    await new Promise((resolve) => setImmediate(resolve));
    idle = calls === 0 && release.length > 0 ? idle + 1 : 0;
    if (idle < IDLE_TURNS) continue;
    world.pass(SILENT_MS);
    for (const resolve of release.splice(0)) resolve();
  }
  await check;
  return { seconds: (world.now().getTime() - passBegan) / 1_000, looked: new Set(probed).size };
};

test('as many as are silent for half a minute are each looked at in each of three minutes', async () => {
  for (let minute = 0; minute < 3; minute++) {
    const { seconds, looked } = await pass();
    expect(looked).toBe(ENDPOINTS);
    expect(seconds).toBeLessThan(55);
    world.pass(MINUTE_MS - (world.now().getTime() - passBegan));
  }
});

test('… and a hundred that end in one moment are not all written down in it', () => {
  expect(mostCalls).toBe(10);
});
