import { describe, expect, test } from '@jest/globals';
import { readOpenCounts } from '../../lib/adapters/dynamodb/open-counts.ts';
import { floodKey } from '../../lib/domain/incidents/flood.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { sweep } from '../../lib/use-cases/sweep/sweep.ts';
import { CAP, cappedSource } from './capped-source.ts';
import { resolveBy } from './world.ts';

const { run, kept, floods, own, world, source, published } = cappedSource();

describe('a sweep', () => {
  test('sets the counts right, whatever was counted twice or not at all', async () => {
    await groupNotifications(run(), await kept(CAP + 4));
    const before = await readOpenCounts(world().store);
    expect(before.bySource.get(source())).toBe(CAP);
    expect(before.flooding.has(source())).toBe(true);
    for (const one of (await own()).slice(0, 2)) await resolveBy(run(), one, 'Sara');
    await sweep(run(), 'holder', 0);
    const after = await readOpenCounts(world().store);
    expect(after.bySource.get(source())).toBe(CAP - 2);
    expect(after.flooding.has(source())).toBe(true);
  });

  test('tells of the flood: what it is, how many endpoints, which came first, and how to read them all', async () => {
    await groupNotifications(run(), await kept(CAP + 12));
    await sweep(run(), 'holder', 0);
    const text = published()
      .map(({ message }) => message)
      .join('\n');
    expect(text).toContain(`Flood of ${source()}: too many endpoints at once, at least 12 lost since `);
    expect(text).toContain(`${floodKey(source())}-1`);
    const [flood] = await floods();
    expect(flood?.lastSent?.email).toMatchObject({ count: flood?.count, kind: 'opened' });
  });

  test('closes it an hour after the last notification, as unverified', async () => {
    await groupNotifications(run(), await kept(CAP + 1));
    await sweep(run(), 'holder', 0);
    const later = (minutes: number) => ({ now: () => new Date(Date.now() + minutes * 60_000) });
    await sweep(run(later(55)), 'holder', 0);
    expect(await floods()).toMatchObject([{ state: 'open' }]);
    await sweep(run(later(61)), 'holder', 0);
    expect(await floods()).toMatchObject([{ state: 'resolved', resolution: 'quiet' }]);
  });
});
