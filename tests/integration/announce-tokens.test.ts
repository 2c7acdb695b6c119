import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { putApiToken, readApiToken } from '../../lib/adapters/dynamodb/api-tokens.ts';
import {
  forgetUnannounced,
  listUnannounced,
  noteUnannounced,
} from '../../lib/adapters/dynamodb/unannounced-tokens.ts';
import { hashOf } from '../../lib/domain/security/api-token.ts';
import { announceTokens, tokenAnnouncer } from '../../lib/use-cases/security/announce-tokens.ts';
import { type Simulation, startSimulation } from './simulation.ts';

const MINUTE_MS = 60_000;
let world: Simulation;
let announceAtSweep: ReturnType<typeof tokenAnnouncer>;
beforeEach(async () => {
  world = await startSimulation();
  announceAtSweep = tokenAnnouncer();
});
afterEach(() => world.stop());

const make = async (id: string): Promise<void> => {
  await putApiToken(world.run.store, {
    id,
    label: id,
    scope: 'read',
    hash: hashOf(id),
    createdBy: 'Sara',
    createdAt: world.now().toISOString(),
    until: new Date(world.now().getTime() + 24 * 60 * MINUTE_MS).toISOString(),
  });
};
const heard = () => world.emails().flatMap(({ subject }) => /"([^"]+)"/.exec(subject ?? '')?.[1] ?? []);
const noted = async () => (await listUnannounced(world.run.store)).map(({ id }) => id);

test('a new token is announced once, and then no longer noted', async () => {
  await announceAtSweep(world.run, 'before');
  await make('grafana');
  expect(await noted()).toEqual(['grafana']);
  await announceAtSweep(world.run, 'one');
  await announceAtSweep(world.run, 'two');
  expect(heard()).toEqual(['grafana']);
  expect(await noted()).toEqual([]);
});

test('what SNS does not take is announced by the next sweep, and several by one', async () => {
  await announceAtSweep(world.run, 'before');
  await make('one');
  world.faults.set({ mode: 'fail', times: 1 });
  await announceTokens(world.run, 'at once', 'urgent');
  expect(heard()).toEqual([]);
  world.pass(MINUTE_MS);
  await make('two');
  await announceAtSweep(world.run, 'sweep');
  expect(heard()).toEqual(['one', 'two']);
});

test('one that an earlier version made without a note is found by the first sweep of a container', async () => {
  await make('old');
  await forgetUnannounced(world.run.store, 'old');
  await announceTokens(world.run, 'console');
  expect(heard()).toEqual([]);
  await announceAtSweep(world.run, 'first');
  expect(heard()).toEqual(['old']);
  expect((await readApiToken(world.run.store, 'old'))?.announcedAt).toBeDefined();
});

test('one without a note that SNS does not take is looked for again by the next sweep', async () => {
  await make('old');
  await forgetUnannounced(world.run.store, 'old');
  world.faults.set({ mode: 'fail', times: 1 });
  await announceAtSweep(world.run, 'first');
  expect(heard()).toEqual([]);
  world.pass(MINUTE_MS);
  await announceAtSweep(world.run, 'second');
  expect(heard()).toEqual(['old']);
});

test('a note whose token is only about to be made stays; one whose token was never made goes', async () => {
  await noteUnannounced(world.run.store, 'never', world.now().toISOString());
  await announceAtSweep(world.run, 'one');
  expect(await noted()).toEqual(['never']);
  world.pass(15 * MINUTE_MS);
  await announceAtSweep(world.run, 'two');
  expect(await noted()).toEqual([]);
  expect(heard()).toEqual([]);
});
