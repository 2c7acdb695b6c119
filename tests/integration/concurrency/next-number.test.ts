import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commitGroup } from '../../../lib/adapters/dynamodb/commit-group.ts';
import { latestIncident } from '../../../lib/adapters/dynamodb/incidents.ts';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import { newIncident, transition } from '../../../lib/domain/incidents/transition.ts';
import { freshEndpoint, keep, opened, resolveBy, startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

/** Opens the next number after `previous`, as somebody would who had read it so. */
const openNextAfter = async (endpoint: string, previous: Incident) => {
  const notification = await keep(world, { endpoint });
  const now = new Date();
  const before = newIncident(previous.endpointKey, previous.number + 1, notification);
  const after = transition(before, { kind: 'notified', notifications: [notification] }, now);
  return commitGroup(world.store, { previous, before, after, notifications: [notification], now });
};

test('the next number is opened after one that is resolved and as it was read', async () => {
  const endpoint = freshEndpoint();
  const resolved = await resolveBy(world.run, await opened(world, endpoint), 'Noura');
  expect(await openNextAfter(endpoint, resolved)).toEqual({ kind: 'committed' });
  expect(await latestIncident(world.store, resolved.endpointKey)).toMatchObject({ number: 2, count: 1 });
});

test('it is not opened after one that is still open', async () => {
  const endpoint = freshEndpoint();
  const outcome = await openNextAfter(endpoint, await opened(world, endpoint));
  expect(outcome).toEqual({ kind: 'refused', groupedAlready: new Set() });
});

test('it is not opened after one that was changed since it was read', async () => {
  const endpoint = freshEndpoint();
  const resolved = await resolveBy(world.run, await opened(world, endpoint), 'Noura');
  const outcome = await openNextAfter(endpoint, { ...resolved, version: resolved.version - 1 });
  expect(outcome).toEqual({ kind: 'refused', groupedAlready: new Set() });
});

test('nor is a number that somebody else opened meanwhile', async () => {
  const endpoint = freshEndpoint();
  const resolved = await resolveBy(world.run, await opened(world, endpoint), 'Noura');
  expect(await openNextAfter(endpoint, resolved)).toEqual({ kind: 'committed' });
  const outcome = await openNextAfter(endpoint, resolved);
  expect(outcome).toEqual({ kind: 'refused', groupedAlready: new Set() });
  expect(await latestIncident(world.store, resolved.endpointKey)).toMatchObject({ number: 2, count: 1 });
});
