import { describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { putNotifications } from '../../lib/adapters/dynamodb/put-notification.ts';
import { endpointKey, sourceKey } from '../../lib/domain/endpoints/endpoint.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { merchantAlone } from './merchant-alone.ts';

const MINUTE_MS = 60_000;

describe('a person stops the monitoring while a probe is under way', () => {
  const { world, endpoint, answers, incidents, monitor } = merchantAlone();

  test('what that probe finds is not written down, opens nothing, and begins nothing again', async () => {
    answers(503);
    await world().notified(endpoint());
    await world().minutes(2);
    const { prober } = world().run;
    const id = (await incidents())[0]?.incidentId ?? '';
    world().run.prober = async (url) => {
      await world().performAction(id, { kind: 'stop-monitoring' });
      return prober?.(url) ?? Promise.reject(new Error('no prober'));
    };
    const revision = Number((await monitor())?.['revision']);
    await world().minutes(1);
    expect(await monitor()).toMatchObject({ ended: { why: 'stopped' }, revision: revision + 1 }); // the stop's own write
    expect(await monitor()).not.toHaveProperty('monitored');
    expect(await monitor()).not.toHaveProperty('nextProbeAt');
    expect(await incidents()).toMatchObject([{ state: 'resolved', resolution: 'stopped' }]);
  });

  test('what Flavours reports meanwhile is monitored, first of all that waits', async () => {
    await world().notified(endpoint());
    await world().minutes(2);
    expect(await monitor()).toMatchObject({ lane: 'trouble', troubleLane: 'trouble' });
    await world().performAction((await incidents())[0]?.incidentId ?? '', { kind: 'resolve' });
    await world().minutes(7);
    expect(await monitor()).toMatchObject({ lane: 'well' });
    await world().notified(endpoint());
    expect(await monitor()).toMatchObject({ lane: 'trouble', nextProbeAt: expect.any(String) });
  });
});

describe('watching', () => {
  const { world, endpoint, answers, incidents, monitor } = merchantAlone();

  test('begins with the first notification, is each minute in trouble and each five after, and ends after 30 days', async () => {
    answers(503);
    await world().notified(endpoint());
    expect(await monitor()).toMatchObject({
      endpointKey: endpointKey(endpoint()),
      monitored: 'on',
      endpoint: endpoint(),
    });
    await world().minutes(3);
    expect(await monitor()).toMatchObject({ revision: 3 });
    answers(200);
    await world().minutes(8);
    const revision = Number((await monitor())?.['revision']);
    await world().minutes(10);
    expect(Number((await monitor())?.['revision'])).toBeLessThanOrEqual(revision + 3);
    world().pass(31 * 24 * 60 * MINUTE_MS);
    await world().minutes(1);
    const after = await monitor();
    expect(after).not.toHaveProperty('monitored');
    expect(after).not.toHaveProperty('nextProbeAt');
    expect(after).toMatchObject({ endpoint: endpoint() });
  });

  test('never takes what could not be read', async () => {
    const { client, tables } = world().world.store;
    const unreadable = {
      endpointKey: sourceKey('main'),
      id: ulid(),
      source: 'main',
      receivedAt: world().now().toISOString(),
      pending: 0,
      problem: '#/endpoint expected a URL',
      raw: JSON.stringify({ endpoint: endpoint() }),
    };
    await putNotifications(client, tables.notifications, [unreadable], 4000);
    await groupNotifications(world().run, [unreadable]);
    expect(await incidents()).toMatchObject([{ endpointKey: sourceKey('main'), count: 1 }]);
    expect(await world().world.scan('endpoints')).toEqual([]);
  });
});
