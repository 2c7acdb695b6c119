import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { monitorWrite } from '../../lib/adapters/dynamodb/monitors.ts';
import { chunksOf } from '../../lib/adapters/dynamodb/store.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { labServer } from '../../local/broken-servers/catalog.ts';
import type { Running } from '../../local/broken-servers/listening.ts';
import { type Listening, listen } from '../../local/gateway/http-server.ts';
import { thorough } from '../thorough.ts';
import { type Simulation, startSimulation } from './simulation.ts';

const NAMES = thorough(1_600, 10_000);
/** Fewer than check's own, so that there are more than it has room for. */
const PROBES_A_MINUTE = thorough(110, 200);
const BY_SOURCE = 1_000;
const LET_GO_A_MINUTE = 500;

let server: Listening;
let names: Running;
let world: Simulation;
let status = 200;
const probed: string[] = [];
const critical = () => `${server.url}/webhooks/critical`;
/** Named in oncall.yml, but not with what it answers: monitored once it was reported. */
const named = () => `${server.url}/webhooks/named`;
const known = () => `${server.url}/webhooks/known`;

beforeAll(async () => {
  server = await listen((request, response) => {
    request.resume();
    response.writeHead(status).end();
  }, 0);
  names = await labServer('no-such-name').start();
  world = await startSimulation(
    [
      { url: critical(), expectedStatus: 200, severity: 'critical' },
      { url: named(), severity: 'critical' },
    ],
    { dns: names.dns, probesAMinute: PROBES_A_MINUTE },
  );
  const { prober } = world.run;
  if (!prober) throw new Error('no prober');
  world.run.prober = (url) => {
    probed.push(url);
    return prober(url);
  };
});
afterAll(async () => {
  await world.stop();
  await server.close();
  await names.stop();
});

const flood = async (): Promise<void> => {
  const { store } = world.world;
  for (const chunk of chunksOf(
    Array.from({ length: NAMES }, (_, index) => index),
    100,
  ))
    await store.client.send(
      new TransactWriteItemsCommand({
        TransactItems: chunk.map((index) => {
          const endpoint = `http://n${index}.flood${index}.invalid/hooks`;
          const brought = {
            endpointKey: endpointKey(endpoint),
            endpoint,
            source: 'main',
            lane: 'fresh',
          } as const;
          return monitorWrite(store, brought, world.now());
        }),
      }),
    );
};
const resolution = async (endpoint: string) =>
  (await world.world.incidents()).find((one) => one.endpointKey === endpointKey(endpoint))?.resolution;

test('a flood of names through one URL: what is configured, and what answered once, is probed in the next minute', async () => {
  await world.minutes(1);
  expect(probed).toEqual([critical()]);
  await world.notified(known(), 0, 'cURL error 28: timed out'); // it answers us: known from now on
  await world.minutes(1);
  await flood();

  status = 503;
  await world.notified(critical());
  await world.notified(named());
  await world.notified(known());
  probed.length = 0;
  const first = await world.check();
  expect(probed).toHaveLength(PROBES_A_MINUTE);
  expect(probed.slice(0, 100)).toEqual(expect.arrayContaining([critical(), named()])); // a hundred at a time
  expect(first).toMatchObject({
    due: NAMES + 2,
    probed: PROBES_A_MINUTE,
    notProbed: NAMES + 2 - PROBES_A_MINUTE - LET_GO_A_MINUTE,
    beyondLimit: LET_GO_A_MINUTE,
  });
  await world.minutes(1);
  expect(probed).toContain(known());

  status = 200;
  await world.minutes(8);
  expect([await resolution(critical()), await resolution(known())]).toEqual(['probes', 'probes']);

  // Those let go say why, and the others take turns: nobody is dropped without a word.
  const ended = (await world.monitors()).filter(({ ended }) => ended !== undefined);
  expect(new Set(ended.map(({ ended: { why } }) => why))).toEqual(new Set(['limit']));
  expect(new Set(probed).size).toBeGreaterThan(0.9 * BY_SOURCE);
});
