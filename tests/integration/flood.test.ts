import { describe, expect, test } from '@jest/globals';
import { readNotificationsOf } from '../../lib/adapters/dynamodb/list-notifications.ts';
import { readOpenCounts } from '../../lib/adapters/dynamodb/open-counts.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { endpointsOf, floodKey, isFloodKey } from '../../lib/domain/incidents/flood.ts';
import { TEST_ALERT_SOURCE } from '../../lib/domain/incidents/test-alert.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { sweep } from '../../lib/use-cases/sweep/sweep.ts';
import { CAP, cappedSource, NAMED } from './capped-source.ts';
import { keep, resolveBy } from './world.ts';

const { run, beforeFlood, kept, keptOf, ofSource, floods, own, world, source } = cappedSource();

describe('beyond its cap a source', () => {
  test('has one flood for all other endpoints, and the counts add up', async () => {
    const all = await kept(30);
    const { failed } = await groupNotifications(run(), [...all, ...(await kept(3))]);
    expect(failed).toEqual([]);
    expect(await own()).toHaveLength(CAP);
    const [flood, ...others] = await floods();
    expect(others).toEqual([]);
    expect(flood).toMatchObject({
      endpointKey: floodKey(source()),
      cause: 'flood',
      sources: { [source()]: expect.any(Number) },
    });
    const sum = (await ofSource()).reduce((total, { count }) => total + count, 0);
    expect(sum).toBe(33);
    expect(flood?.flood && endpointsOf(flood.flood)).toEqual({ count: 25, isExact: true });
    const listed = flood?.flood?.listed ?? [];
    expect(listed.reduce((total, { count }) => total + count, 0) + (flood?.flood?.unlisted ?? 0)).toBe(
      flood?.count,
    );
  });

  test('groups each notification once, whoever groups it again', async () => {
    const all = await kept(20);
    await Promise.all([groupNotifications(run(), all), groupNotifications(run(), all.toReversed())]);
    await groupNotifications(run(), all);
    expect((await ofSource()).reduce((total, { count }) => total + count, 0)).toBe(20);
  });

  test('still has an incident for what oncall.yml names, and as many again for what it names the beginning of', async () => {
    await groupNotifications(run(), await kept(CAP + 3));
    const branches = await kept(2 * CAP, 'branches.example/hooks');
    const { incidents } = await groupNotifications(run(), [await keptOf(NAMED), ...branches]);
    const keys = incidents.map(({ endpointKey: key }) => key);
    expect(keys).toContain(endpointKey(NAMED));
    expect(keys.filter((key) => branches.some((one) => one.endpointKey === key))).toHaveLength(CAP);
    await resolveBy(
      run(),
      incidents.find(({ endpointKey: key }) => key === endpointKey(NAMED)) ?? raise(),
      'Sara',
    );
  });

  test('goes on with the incidents that it has, and does not touch those of other sources', async () => {
    const first = await kept(CAP + 2);
    await groupNotifications(run(), first);
    const known = (await own()).map(({ endpointKey: key }) => key);
    await groupNotifications(run(), await kept(CAP + 2));
    expect(new Set((await own()).map(({ endpointKey: key }) => key))).toEqual(new Set(known));
    expect((await own()).every(({ count }) => count === 2)).toBe(true);
    const other = await keptOf(`https://other.example/${source()}`, `${source()}.other`);
    const { incidents } = await groupNotifications(run(), [other]);
    expect(incidents).toMatchObject([{ endpointKey: other.endpointKey, count: 1 }]);
  });

  test('counts what comes late into the outage in which it was received, and what fails anew into its flood', async () => {
    const endpoint = `https://made-up.example/${source()}/late`;
    const { incidents } = await groupNotifications(run(), [await keptOf(endpoint)]);
    await resolveBy(run(), incidents[0] ?? raise(), 'Sara');
    await groupNotifications(run(), await kept(CAP + 2)); // no room any more
    const before = await keep(world(), {
      endpoint,
      source: source(),
      receivedAt: incidents[0]?.openedAt ?? '',
    });
    const anew = await keep(world(), {
      endpoint,
      source: source(),
      receivedAt: new Date(Date.now() + 60_000).toISOString(),
    });
    await groupNotifications(run(), [before, anew]);
    const [outage, ...others] = (await own()).filter((one) => one.endpointKey === before.endpointKey);
    expect(outage).toMatchObject({ number: 1, state: 'resolved', count: 2 });
    expect(others).toEqual([]);
    const listed = (await floods())[0]?.flood?.listed ?? [];
    expect(listed.find((one) => one.endpointKey === anew.endpointKey)).toMatchObject({ count: 1 });
  });

  test('is never that of test alerts: each is one of its own', async () => {
    const tests = await kept(CAP + 3, 'test-alert.invalid', TEST_ALERT_SOURCE);
    const { incidents } = await groupNotifications(run(), tests);
    expect(incidents).toHaveLength(CAP + 3);
    expect(incidents.some(({ endpointKey: key }) => isFloodKey(key))).toBe(false);
  });

  test('gives the room that is left to the most severe', async () => {
    await groupNotifications(run(), await kept(CAP - 1)); // menus: warnings
    const orders = await keptOf(`https://made-up.example/${source()}/orders`);
    await groupNotifications(run(), [...(await kept(4, 'late.example')), orders]);
    expect((await own()).map(({ endpointKey: key }) => key)).toContain(orders.endpointKey);
    expect(await own()).toHaveLength(CAP);
  });

  test('has incidents again once its flood is closed and there is room', async () => {
    await groupNotifications(run(), await kept(CAP + 1));
    const [flood] = await floods();
    for (const one of await ofSource()) await resolveBy(run(), one, 'Sara');
    await sweep(run(), 'holder', 0);
    const late = await keptOf(`https://late.example/${source()}`);
    const { incidents } = await groupNotifications(run(), [late]);
    expect(incidents).toMatchObject([{ endpointKey: late.endpointKey }]);
    expect(await floods()).toMatchObject([{ incidentId: flood?.incidentId, state: 'resolved' }]);
  });

  test('keeps to a flood that was about to be written while a sweep counted, and is found open by nobody yet', async () => {
    await groupNotifications(run(), await kept(CAP));
    const late = await keptOf(`https://late.example/${source()}`);
    await groupNotifications(
      run({
        store: {
          ...world().store,
          client: beforeFlood(async () => {
            for (const one of await own()) await resolveBy(run(), one, 'Sara');
            await sweep(run(), 'holder', 60_000);
          }),
        },
      }),
      [late],
    );
    expect(await floods()).toMatchObject([{ state: 'open', count: 1 }]);
    expect((await readOpenCounts(world().store)).flooding.has(source())).toBe(true);
    const { incidents } = await groupNotifications(run(), await kept(2, 'new.example'));
    expect(incidents).toMatchObject([{ endpointKey: floodKey(source()), count: 3 }]);
  });

  test('keeps to its flood while that is open, though there is room', async () => {
    await groupNotifications(run(), await kept(CAP + 1));
    for (const one of await own()) await resolveBy(run(), one, 'Sara');
    await sweep(run(), 'holder', 0);
    const { incidents } = await groupNotifications(run(), await kept(CAP));
    expect(incidents).toMatchObject([{ endpointKey: floodKey(source()), count: CAP + 1 }]);
  });
});
test('the notifications of a flood are read page by page, each once, the newest first', async () => {
  await groupNotifications(run(), await kept(CAP));
  const members = await kept(20, 'member.example');
  await groupNotifications(run(), members);
  const [flood] = await floods();
  if (!flood) throw new Error('no flood');
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await readNotificationsOf(world().store, flood, {}, { limit: 7, after });
    seen.push(...page.notifications.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  expect(seen).toEqual(
    members
      .map(({ id }) => id)
      .toSorted()
      .toReversed(),
  );
});
const raise = (): never => {
  throw new Error('no incident');
};
