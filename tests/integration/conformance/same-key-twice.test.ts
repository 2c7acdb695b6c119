import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readDelivered } from '../../../lib/adapters/dynamodb/delivered-states.ts';
import { readIncidents } from '../../../lib/adapters/dynamodb/incidents.ts';
import { enqueue, readQueue } from '../../../lib/adapters/dynamodb/integration-queues.ts';
import { knownEndpoints, readMonitors } from '../../../lib/adapters/dynamodb/monitors.ts';
import { readNotifications } from '../../../lib/adapters/dynamodb/notifications.ts';
import { readSilences } from '../../../lib/adapters/dynamodb/silences.ts';
import { toItem } from '../../../lib/adapters/dynamodb/store.ts';
import { groupNotifications } from '../../../lib/use-cases/grouping/group-notifications.ts';
import { workOver } from '../lost-answers/entry.ts';
import { freshEndpoint, keep, opened, startWorld, type World } from '../world.ts';

/*
 * DynamoDB refuses a batch or a transaction that names an item twice. A page of an index does where an item moves while the list
 * is read, a posted form may, and a stream delivers a record again.
 */
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

test('the engine refuses a key that is named twice, as DynamoDB does', async () => {
  const { client, tables } = world.store;
  const key = toItem({ endpointKey: 'k', number: 1 });
  const asked = new BatchGetItemCommand({ RequestItems: { [tables.incidents]: { Keys: [key, key] } } });
  await expect(client.send(asked)).rejects.toThrow(/duplicates/);
});

test('each read by key takes a key twice, and returns its item once', async () => {
  const { store } = world;
  const incident = await opened(world);
  const { endpointKey } = incident;
  const kept = await keep(world, { endpoint: freshEndpoint() });
  expect(await readIncidents(store, [incident, incident])).toHaveLength(1);
  expect(await readMonitors(store, [endpointKey, endpointKey], () => undefined)).toHaveLength(1);
  expect(await knownEndpoints(store, [endpointKey, endpointKey])).toEqual(new Set([endpointKey]));
  expect(await readNotifications(store, [kept, kept])).toHaveLength(1);
  expect(await readSilences(store, [endpointKey, endpointKey])).toEqual(new Map());
  expect((await readDelivered(store, 'kitchen', [incident, incident]))(incident)).toBeUndefined();
});

test('a batch over 100 keys in which one comes again at its end reads each once', async () => {
  const incident = await opened(world);
  const others = Array.from({ length: 100 }, (_, index) => ({ ...incident, number: index + 2 }));
  expect(await readIncidents(world.store, [incident, ...others, incident])).toHaveLength(1);
});

test('a notification that is handed over twice is counted once', async () => {
  const kept = await keep(world, { endpoint: freshEndpoint() });
  const { failed } = await groupNotifications(workOver(world, world.store), [kept, kept]);
  expect(failed).toEqual([]);
  const [incident] = await readIncidents(world.store, [{ endpointKey: kept.endpointKey, number: 1 }]);
  expect(incident?.count).toBe(1);
});

test('an alert that is queued twice in one batch waits once', async () => {
  const { incidentId } = await opened(world);
  const due = { incidentId, kind: 'opened', reason: 'new', at: '2026-11-23T09:00:00.000Z' } as const;
  await enqueue(world.store, 'kitchen', [
    ['a#1', due],
    ['a#1', due],
  ]);
  expect(Object.keys((await readQueue(world.store, 'kitchen'))?.due.entries ?? {})).toEqual(['a#1']);
});
