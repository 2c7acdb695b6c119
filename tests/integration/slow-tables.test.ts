import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startMonitoring } from '../../lib/adapters/dynamodb/monitors.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { intercepted } from './intercepted.ts';
import { type Simulation, startSimulation } from './simulation.ts';

const ENDPOINTS = 100;
/** A hundred probes take two or three calls each: more than a minute of this. */
let callMs = 300;
const TIMEOUT_MS = 60_000;

let world: Simulation;
beforeAll(async () => {
  world = await startSimulation();
  for (let index = 0; index < ENDPOINTS; index++) {
    const endpoint = `https://m${index}.example/hooks`;
    const brought = {
      endpointKey: endpointKey(endpoint),
      endpoint,
      source: 'main',
      lane: 'trouble',
    } as const;
    await startMonitoring(world.run.store, brought, world.now());
  }
  world.run.store = {
    ...world.run.store,
    client: intercepted(world.run.store.client, (_, next) => {
      world.pass(callMs);
      return next();
    }),
  };
  world.run.prober = async () => {
    const outcome = { kind: 'failed', stage: 'tcp', reason: 'timeout', code: 'ETIMEDOUT' } as const;
    return { at: world.now().toISOString(), ms: 1, outcome, stages: {}, addresses: [], failedAddresses: [] };
  };
});
afterAll(() => world.stop());

test('where tables answer slowly, a check keeps its time for alerts, and what it could not record is next', async () => {
  const began = world.now().getTime();
  world.run.remainingMs = () => began + TIMEOUT_MS - world.now().getTime();
  const { left, probed: recorded, notProbed, broken } = await world.check();
  expect(world.run.remainingMs()).toBeGreaterThan(0);
  expect([recorded > 0, left > 0, recorded + left, notProbed, broken]).toEqual([
    true,
    true,
    ENDPOINTS,
    left,
    0,
  ]);

  const monitorsRecorded = async () =>
    (await world.monitors()).filter(({ revision }) => revision !== undefined);
  expect(await monitorsRecorded()).toHaveLength(recorded);
  callMs = 0;
  world.pass(TIMEOUT_MS);
  world.run.remainingMs = () => TIMEOUT_MS;
  expect(await world.check()).toMatchObject({ probed: ENDPOINTS, left: 0 });
  expect(await monitorsRecorded()).toHaveLength(ENDPOINTS);
});
