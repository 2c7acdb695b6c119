import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { notificationFrom } from '../../lib/adapters/dynamodb/notification-item.ts';
import { toItem } from '../../lib/adapters/dynamodb/store.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import type { Notification } from '../../lib/domain/intake/notification.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { close } from '../../lib/use-cases/incidents/resolve-incident.ts';
import { freshEndpoint, keep, resolveBy, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

const keepMany = (count: number, endpoint: string): Promise<Notification[]> =>
  Promise.all(Array.from({ length: count }, () => keep(world, { endpoint })));
const incidentsOf = async (endpoint: string) =>
  (await world.incidents()).filter((one) => one.endpointKey === endpointKey(endpoint));

describe('grouping', () => {
  test('counts each notification into one incident and takes it out of the pending index', async () => {
    const endpoint = freshEndpoint();
    const kept = await keepMany(3, endpoint);
    const { incidents, failed } = await groupNotifications(world.run, kept);
    expect(failed).toEqual([]);
    expect(incidents).toMatchObject([{ endpoint, number: 1, count: 3, state: 'open' }]);
    const items = (await world.scan('notifications')).filter((item) => item['endpoint'] === endpoint);
    expect(items).toHaveLength(3);
    for (const item of items) {
      expect(item).toMatchObject({ incidentId: incidents[0]?.incidentId, expiresAt: expect.any(Number) });
      expect(item).not.toHaveProperty('pending');
    }
  });

  test('counts once, however often a batch is delivered again, shuffled or split', async () => {
    const endpoint = freshEndpoint();
    const kept = await keepMany(7, endpoint);
    await groupNotifications(world.run, kept);
    await groupNotifications(world.run, [...kept].reverse());
    await groupNotifications(world.run, kept.slice(2, 5));
    expect(await incidentsOf(endpoint)).toMatchObject([{ count: 7 }]);
  });

  test('counts once when dispatch and overlapping sweeps group the same at the same time', async () => {
    const endpoint = freshEndpoint();
    const kept = await keepMany(200, endpoint);
    const results = await Promise.all([
      groupNotifications(world.run, kept),
      groupNotifications(world.run, [...kept].reverse()),
      groupNotifications(world.run, kept.slice(50)),
    ]);
    const left = results.flatMap(({ failed }) => failed);
    await groupNotifications(world.run, left); // contention is answered with "still pending", and the next run finds it
    expect(await incidentsOf(endpoint)).toMatchObject([{ number: 1, count: 200 }]);
  });

  test('of more than one transaction holds goes in several', async () => {
    const endpoint = freshEndpoint();
    await groupNotifications(world.run, await keepMany(250, endpoint));
    expect(await incidentsOf(endpoint)).toMatchObject([{ count: 250 }]);
  });

  test('opens the next number after the last was resolved', async () => {
    const endpoint = freshEndpoint();
    const { incidents } = await groupNotifications(world.run, await keepMany(2, endpoint));
    for (const incident of incidents) await resolveBy(world.run, incident, 'Sara');
    await groupNotifications(world.run, await keepMany(1, endpoint));
    expect(await incidentsOf(endpoint)).toMatchObject([
      { number: 1, count: 2, state: 'resolved', resolvedBy: 'Sara' },
      { number: 2, count: 1, state: 'open' },
    ]);
  });
});

describe('closing', () => {
  test('first groups what is still pending of the endpoint', async () => {
    const endpoint = freshEndpoint();
    const { incidents } = await groupNotifications(world.run, await keepMany(1, endpoint));
    await keepMany(4, endpoint);
    for (const incident of incidents) await close(world.run, incident, { kind: 'clock', isRevoked: true });
    expect(await incidentsOf(endpoint)).toMatchObject([{ number: 1, count: 5, state: 'resolved' }]);
  });

  test('twice is once, and the first name stays', async () => {
    const endpoint = freshEndpoint();
    const { incidents } = await groupNotifications(world.run, await keepMany(1, endpoint));
    for (const incident of incidents) {
      await Promise.all(['Sara', 'Omar', 'Lina'].map((actor) => resolveBy(world.run, incident, actor)));
    }
    const [resolved, ...others] = await incidentsOf(endpoint);
    expect(others).toEqual([]);
    expect(resolved).toMatchObject({ state: 'resolved', version: 2 });
  });
});

describe('what cannot be read', () => {
  const put = (item: Record<string, unknown>) =>
    world.store.client.send(
      new PutItemCommand({ TableName: world.store.tables.notifications, Item: toItem(item) }),
    );

  test('is one incident of its source', async () => {
    const source = ulid().toLowerCase();
    const item = {
      endpointKey: `source:${source}`,
      id: ulid(),
      source,
      receivedAt: new Date().toISOString(),
      pending: 1,
      problem: '#/code expected',
      raw: '{',
    };
    await put(item);
    const { incidents } = await groupNotifications(world.run, [notificationFrom(toItem(item))]);
    expect(incidents).toMatchObject([{ incidentId: `source:${source}-1`, cause: 'unreadable', count: 1 }]);
  });

  test('an item that no version of ours wrote is grouped as unreadable, with the reason, and holds back none beside it', async () => {
    const endpoint = freshEndpoint();
    const source = ulid().toLowerCase();
    const kept = await keepMany(99, endpoint);
    const odd = toItem({
      endpointKey: endpointKey(endpoint),
      id: ulid(),
      source,
      pending: 0,
      endpoint,
      code: 'five hundred',
      receivedAt: 'yesterday',
    });
    await world.store.client.send(
      new PutItemCommand({ TableName: world.store.tables.notifications, Item: odd }),
    );
    const { incidents, failed } = await groupNotifications(world.run, [
      ...kept.slice(0, 50),
      notificationFrom(odd),
      ...kept.slice(50),
    ]);
    expect(failed).toEqual([]);
    expect(incidents.map(({ incidentId, count }) => [incidentId.replace(/-1$/, ''), count]).sort()).toEqual(
      [
        [endpointKey(endpoint), 99],
        [`source:${source}`, 1],
      ].sort(),
    );
    const stored = (await world.scan('notifications')).find((item) => item['source'] === source);
    expect(stored).toMatchObject({
      incidentId: `source:${source}-1`,
      problem: expect.stringContaining('code'),
    });
    expect(stored).not.toHaveProperty('pending');
  });

  test('one that cannot be grouped three times for a reason of its own is grouped as unreadable, and those beside it at once', async () => {
    const endpoint = freshEndpoint();
    const kept = await keepMany(9, endpoint);
    const source = ulid().toLowerCase();
    const poison = { ...(await keep(world, { endpoint, source })), code: Number.NaN }; // no table holds that number
    const batch = [...kept.slice(0, 4), poison, ...kept.slice(4)];
    const tries = [];
    for (let attempt = 0; attempt < 3; attempt++)
      tries.push((await groupNotifications(world.run, batch)).failed.length);
    expect(tries).toEqual([1, 1, 0]);
    const incidents = await world.incidents();
    expect(incidents.find((one) => one.endpoint === endpoint)).toMatchObject({ count: 9 });
    expect(incidents.find((one) => one.endpointKey === `source:${source}`)).toMatchObject({
      count: 1,
      sample: { message: expect.stringContaining('could not be grouped in 3 tries') },
    });
  });
});
