import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { toItem } from '../../lib/adapters/dynamodb/store.ts';
import type { Swept } from '../../lib/use-cases/sweep/sweep.ts';
import { ago, NOW, observedSweep, place } from './observed-sweep.ts';
import { openIncident, putIncidents, sentAt } from './open-incidents.ts';
import { keep } from './world.ts';

const HOUR_MS = 3_600_000;
const { ownWorlds, sweepAt, emails, named, metrics, world, fail } = observedSweep();

describe('alerts go out in spite of', () => {
  ownWorlds();
  const alerts = async (): Promise<Swept> => {
    const one = openIncident(place(0), ago(60_000));
    await putIncidents(world().store, [one]);
    const swept = await sweepAt(NOW);
    expect(named(one)).toBe(1);
    return swept;
  };

  test('an index of what is pending that cannot be read', async () => {
    fail(({ index }) => index === 'pending');
    expect(await alerts()).toMatchObject({ failedParts: ['grouping'] });
    expect(metrics).toMatchObject({ SweepGroupingFailed: 1, OldestDueAlertAge: 0 });
  });

  test('silences that cannot be read', async () => {
    fail(({ name, table }) => name === 'BatchGetItemCommand' && table === 'endpoints');
    expect(await alerts()).toMatchObject({ failedParts: [] });
    expect(metrics['SilencesUnreadable']).toBeGreaterThan(0);
  });

  test('a silence that holds a number beyond JavaScript', async () => {
    const poisoned = openIncident(place(1), ago(60_000));
    await world().store.client.send(
      new PutItemCommand({
        TableName: world().store.tables.endpoints,
        Item: {
          ...toItem({ endpointKey: poisoned.endpointKey, item: 'silence' }),
          until: { N: '123456789012345678901234567890' },
        },
      }),
    );
    await putIncidents(world().store, [poisoned]);
    expect(await alerts()).toMatchObject({ failedParts: [] });
    expect(named(poisoned)).toBe(1);
  });

  test('notifications that cannot be read, and of closings that fail', async () => {
    await keep(world(), { receivedAt: ago(120_000).toISOString() });
    const quiet = openIncident(place(2), ago(12 * HOUR_MS), { lastSent: sentAt(ago(30 * 60_000)) });
    await putIncidents(world().store, [quiet]);
    fail(
      ({ table, name }) =>
        table === 'notifications' && (name === 'BatchGetItemCommand' || name === 'QueryCommand'),
    );
    expect(await alerts()).toMatchObject({ failedParts: ['grouping', 'closing'] });
    expect(metrics).toMatchObject({
      SweepGroupingFailed: expect.any(Number),
      SweepClosingFailed: 1,
      OldestDueAlertAge: 0,
    });
  });

  test('items on the open list that no schema fits, a page of them', async () => {
    const odd = Array.from({ length: 260 }, (_, index) => ({
      ...openIncident(place(1000 + index), ago(1000)),
      count: 'many',
    }));
    await putIncidents(world().store, odd);
    expect(await alerts()).toMatchObject({ invalidItem: 260, failedParts: [] });
  });
});

describe('a list that cannot be read', () => {
  ownWorlds();
  beforeEach(() => {
    fail(({ index }) => index === 'listName');
  });

  test('leaves its gauge out, which rings, and is counted under its own name', async () => {
    expect(await sweepAt(NOW)).toMatchObject({ failedParts: ['alerting'] });
    expect(metrics).toMatchObject({ SweepAlertingFailed: 1, OldestPendingAge: 0 });
    expect(metrics).not.toHaveProperty('OldestDueAlertAge');
  });

  test('does not keep what this sweep has grouped from being told', async () => {
    const notification = await keep(world(), { endpoint: place(3), receivedAt: ago(120_000).toISOString() });
    await sweepAt(new Date());
    expect(emails().filter((text) => text.includes(`${notification.endpointKey}-1`))).toHaveLength(1);
  });
});

describe('one shard of the pending index that cannot be read', () => {
  ownWorlds();

  test('keeps nothing back from the three others', async () => {
    const kept = await Promise.all(
      [0, 1, 2, 3].map((pending) => keep(world(), { endpoint: place(pending), pending })),
    );
    let queries = 0;
    fail(({ index }) => index === 'pending' && queries++ === 0);
    await sweepAt(new Date());
    const alerted = kept.filter(({ endpointKey: key }) => emails().some((text) => text.includes(`${key}-1`)));
    expect(alerted).toHaveLength(3);
    expect(metrics).toMatchObject({ SweepGroupingFailed: 1 });
  });
});
