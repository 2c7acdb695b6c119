import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startMonitoring } from '../../lib/adapters/dynamodb/monitors.ts';
import { toItem } from '../../lib/adapters/dynamodb/store.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { MONITORED } from '../../lib/domain/probing/monitor.ts';
import { withDue } from '../../lib/use-cases/alerting/due-incident.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { probeOpened } from '../../lib/use-cases/probing/probe-new-incidents.ts';
import { probed } from '../unit/messages/fixtures.ts';
import { type Simulation, startSimulation } from './simulation.ts';
import { keep } from './world.ts';

const PROBED_AT_ONCE = 40;
const GOOD = 'https://good.example/hooks';

let world: Simulation;
let probes: string[];
let logged: unknown[];
beforeEach(async () => {
  world = await startSimulation([], { probesAMinute: PROBED_AT_ONCE });
  [probes, logged] = [[], []];
  world.run.log = { ...world.run.log, error: (...line) => logged.push(line) };
});
afterEach(() => world.stop());

/** Every probe but those of the good endpoint ends with `error`. */
const breakWith = (error: unknown): void => {
  world.run.prober = async (endpoint) => {
    probes.push(endpoint);
    if (endpoint !== GOOD) throw error;
    return { ...probed(200), at: world.now().toISOString() };
  };
};
const monitor = (endpoint: string): Promise<boolean> =>
  startMonitoring(
    world.run.store,
    { endpointKey: endpointKey(endpoint), endpoint, source: 'main', lane: 'fresh' },
    world.now(),
  );
const logText = (): string => JSON.stringify(logged);

test.each([
  ['undefined', undefined],
  ['a text', 'no error at all'],
  ['a mistake of ours', new TypeError('ours')],
  ['an aggregate of nothing', new AggregateError([])],
])(
  'a probe that throws %s is counted and said, and its endpoint waits for its next turn',
  async (_, error) => {
    const bad = 'https://bad.example/hooks';
    breakWith(error);
    await monitor(bad);
    expect(await world.check()).toMatchObject({ due: 1, probed: 0, broken: 1 });
    expect(logText()).toContain(endpointKey(bad));
    expect(await world.check()).toMatchObject({ due: 0, broken: 0 });
    world.pass(60_000);
    expect(await world.check()).toMatchObject({ due: 1, broken: 1 });
    expect(probes).toEqual([bad, bad]);
  },
);

test('as many broken ones as one check takes do not keep the others from being probed', async () => {
  breakWith(new TypeError('ours'));
  for (let index = 0; index < PROBED_AT_ONCE; index += 1) await monitor(`https://bad.example/${index}`);
  world.pass(1_000);
  await monitor(GOOD);
  expect(await world.check()).toMatchObject({ due: PROBED_AT_ONCE + 1, broken: PROBED_AT_ONCE });
  expect(await world.check()).toMatchObject({ due: 1, probed: 1, broken: 0 });
  expect(probes.at(-1)).toBe(GOOD);
});

test('one whose item cannot be read is counted and said, and waits as well', async () => {
  breakWith(undefined);
  const item = {
    endpointKey: 'odd',
    item: 'state',
    monitored: MONITORED,
    lane: 'fresh',
    nextProbeAt: world.now().toISOString(),
    endpoint: 7,
  };
  const { client, tables } = world.run.store;
  await client.send(new PutItemCommand({ TableName: tables.endpoints, Item: toItem(item) }));
  expect(await world.check()).toMatchObject({ due: 1, probed: 0, broken: 1 });
  expect(logText()).toContain('"odd"');
  expect(await world.check()).toMatchObject({ due: 0, broken: 0 });
});

test('an incident that cannot be read keeps its endpoint from being judged, and no other', async () => {
  breakWith(undefined);
  await monitor(GOOD);
  await monitor('https://good.example/other');
  const item = { endpointKey: endpointKey('https://good.example/other'), number: 1, state: 'odd' };
  const { client, tables } = world.run.store;
  await client.send(new PutItemCommand({ TableName: tables.incidents, Item: toItem(item) }));
  expect(await world.check()).toMatchObject({ due: 2, probed: 1, broken: 1 });
  expect(await world.check()).toMatchObject({ due: 0 });
});

test('one that is not monitored any more is not monitored again by being put off', async () => {
  breakWith(undefined);
  const bad = 'https://bad.example/hooks';
  await monitor(bad);
  const { prober } = world.run;
  world.run.prober = async (endpoint) => {
    const { client, tables } = world.run.store;
    const key = { endpointKey: endpointKey(bad), item: 'state' };
    await client.send(
      new PutItemCommand({ TableName: tables.endpoints, Item: toItem({ ...key, endpoint: bad }) }),
    );
    return prober?.(endpoint) ?? Promise.reject(new Error('no prober'));
  };
  expect(await world.check()).toMatchObject({ broken: 1 });
  const [item] = await world.world.scan('endpoints');
  expect(item).not.toHaveProperty('nextProbeAt');
});

test('at an opening the alert goes out, and the look that broke is counted', async () => {
  breakWith(undefined);
  const kept = await keep(world.world, { endpoint: 'https://bad.example/hooks' });
  const { incidents } = await groupNotifications(world.run, [kept]);
  expect(await probeOpened(world.run, await withDue(world.run, incidents))).toBe(1);
  expect(logText()).toContain(kept.endpointKey);
});
