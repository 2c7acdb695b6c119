import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { putNotifications } from '../../lib/adapters/dynamodb/put-notification.ts';
import { endpointKey, sourceKey } from '../../lib/domain/endpoints/endpoint.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { type Listening, listen } from '../../local/gateway/http-server.ts';
import { thorough } from '../thorough.ts';
import { type Simulation, startSimulation } from './simulation.ts';
import { resolveBy } from './world.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const FLAPS = thorough(60, 200);
const BETWEEN_FLAPS_MS = (30 * MINUTE_MS) / FLAPS;

/** A merchant's real server, whose answer is changed by hand. */
let server: Listening;
let status = 200;
let ask: (path: string) => void = () => undefined;
let endpoint = '';
let world: Simulation;
beforeEach(async () => {
  status = 200;
  ask = () => undefined;
  server = await listen((request, response) => {
    ask(request.url ?? '');
    request.resume();
    response.writeHead(status).end();
  }, 0);
  endpoint = `${server.url}/webhooks/orders`;
});
afterEach(async () => {
  await server.close();
  await world?.stop();
});

const incidents = () => world.incidents();
const monitor = async () => (await world.monitors())[0];

describe('an outage that our probes saw', () => {
  beforeEach(async () => {
    world = await startSimulation();
  });

  test('is probed with its query, also once probes themselves have opened it again', async () => {
    const paths = new Set<string>();
    endpoint = `${server.url}/?wc-api=orders&k=Zq7secret`;
    ask = (path) => void paths.add(path);
    status = 503;
    await world.notified(`${endpoint}#part`);
    await world.minutes(3);
    status = 200;
    await world.minutes(12);
    status = 503;
    await world.minutes(12);
    expect(await incidents()).toMatchObject([
      { state: 'resolved', count: 1, endpoint: `${server.url}/?wc-api=***&k=***` },
      { state: 'open', count: 0, endpoint: `${server.url}/?wc-api=***&k=***` },
    ]);
    await world.minutes(3);
    expect(await monitor()).toMatchObject({ endpoint });
    expect([...paths]).toEqual(['/?wc-api=orders&k=Zq7secret']);
  });

  test('is recovered after two good probes and five quiet minutes, with the window to fetch again', async () => {
    status = 503;
    const openedAt = world.now();
    await world.notified(endpoint);
    await world.minutes(10);
    const lastAt = world.now();
    await world.notified(endpoint);
    status = 200;
    await world.minutes(4);
    expect(await incidents()).toMatchObject([{ state: 'open', count: 2 }]);
    await world.minutes(3);
    const firstGood = new Date(Math.ceil((lastAt.getTime() + 1) / MINUTE_MS) * MINUTE_MS);
    const [incident] = await incidents();
    expect(incident).toMatchObject({
      state: 'resolved',
      resolution: 'probes',
      lossWindow: {
        from: new Date(openedAt.getTime() - 2 * MINUTE_MS).toISOString(),
        fromReason: 'before-first-notification',
        toReason: 'first-good-probe',
      },
    });
    const { from, to = '' } = incident?.lossWindow ?? {};
    expect(Math.abs(Date.parse(to) - firstGood.getTime())).toBeLessThan(10 * SECOND_MS); // sleeps pass time too
    expect(world.kinds()).toEqual(['opened', 'changed', 'resolved']);
    const email = world.emails().at(-1)?.body.replaceAll(/\s+/g, ' ');
    expect(email).toContain('It was down for 11 min, and at least 2 events were lost.');
    expect(email).toContain('to our first good probe after the last');
    expect(email).toContain('List the orders');
    expect(world.machine().at(-1)).toMatchObject({
      kind: 'resolved',
      resolution: 'probes',
      count: 2,
      backfill: { from, to, isEndProven: true, toReason: 'first-good-probe' },
    });
    expect(world.smses()).toHaveLength(2);
  });

  test('which answers with the very fault that Flavours reports is not over', async () => {
    status = 503;
    await world.notified(endpoint, 404);
    status = 404;
    await world.minutes(20);
    expect(await incidents()).toMatchObject([{ state: 'open', cause: 'missing' }]);
    status = 200;
    await world.minutes(8);
    expect(await incidents()).toMatchObject([{ state: 'resolved', resolution: 'probes' }]);
  });

  test(`${FLAPS} flaps in an hour are one incident, at most six emails and one SMS`, async () => {
    for (let flap = 0; flap < FLAPS; flap += 1) {
      status = 503;
      world.pass(BETWEEN_FLAPS_MS);
      await world.notified(endpoint);
      status = 200;
      world.pass(BETWEEN_FLAPS_MS);
      if (flap % 4 === 3) await world.minutes(1);
    }
    expect(await incidents()).toMatchObject([{ state: 'open', count: FLAPS }]);
    expect(world.emails().length).toBeLessThanOrEqual(6);
    expect(world.smses()).toHaveLength(1);
    await world.minutes(8);
    expect(await incidents()).toMatchObject([{ state: 'resolved', resolution: 'probes' }]);
    expect(world.emails().length).toBeLessThanOrEqual(6);
  });

  test('again and again is quiet for longer each time', async () => {
    for (const minutes of [7, 12]) {
      status = 503;
      await world.notified(endpoint);
      status = 200;
      await world.minutes(minutes - 3);
      expect((await incidents()).at(-1)?.state).toBe('open');
      await world.minutes(3);
      expect((await incidents()).at(-1)?.state).toBe('resolved');
    }
  });
});

describe('Flavours alone is kept out', () => {
  test('so our own good probes never claim a recovery', async () => {
    world = await startSimulation();
    await world.notified(endpoint, 403);
    await world.minutes(60);
    expect(await incidents()).toMatchObject([{ state: 'open', probe: { answer: { status: 200 } } }]);
    expect(world.kinds()).toEqual(['opened', 'reminder']);
    expect(world.emails()[0]?.body.replaceAll(/\s+/g, ' ')).toContain(
      'The server is up: our own probe got HTTP 200',
    );
  });
});

describe('before Flavours speaks', () => {
  beforeEach(async () => {
    world = await startSimulation([{ url: endpoint, expectedStatus: 200 }]);
    await world.minutes(1);
  });

  test('three bad probes in a row open an incident; the first notification joins it', async () => {
    status = 200;
    await world.minutes(6);
    expect(await incidents()).toEqual([]);
    status = 503;
    await world.minutes(7);
    expect(await incidents()).toMatchObject([{ state: 'open', count: 0, cause: 'unavailable' }]);
    expect(world.kinds()).toEqual(['opened']);
    expect(world.emails()[0]?.body.replaceAll(/\s+/g, ' ')).toContain(
      'Our own probe found this. Flavours has reported no lost event yet.',
    );
    expect(world.smses()[0]?.body).toContain('not reported by Flavours yet.');
    await world.notified(endpoint);
    expect(await incidents()).toMatchObject([{ count: 1 }]);
    status = 200;
    await world.minutes(8);
    expect(await incidents()).toMatchObject([
      { state: 'resolved', resolution: 'probes', lossWindow: { fromReason: 'last-good-probe' } },
    ]);
  });

  test('another status than the expected one is a failure', async () => {
    status = 204;
    await world.minutes(8);
    expect(await incidents()).toMatchObject([{ state: 'open', count: 0 }]);
  });

  test('who closes it although it fails is proven wrong by three new probes, not by the old ones', async () => {
    status = 503;
    await world.minutes(8);
    const [incident] = await incidents();
    if (!incident) throw new Error('no incident');
    await resolveBy(world.run, incident, 'Noura');
    await world.minutes(2);
    expect(await incidents()).toHaveLength(1);
    await world.minutes(2);
    expect(await incidents()).toMatchObject([{ resolution: 'person' }, { state: 'open', count: 0 }]);
  });
});

describe('a person stops the monitoring while a probe is under way', () => {
  test('what that probe finds is not written down, opens nothing, and begins nothing again', async () => {
    world = await startSimulation();
    status = 503;
    await world.notified(endpoint);
    await world.minutes(2);
    const { prober } = world.run;
    const id = (await incidents())[0]?.incidentId ?? '';
    world.run.prober = async (url) => {
      await world.performAction(id, { kind: 'stop-monitoring' });
      return prober?.(url) ?? Promise.reject(new Error('no prober'));
    };
    const revision = Number((await monitor())?.['revision']);
    await world.minutes(1);
    expect(await monitor()).toMatchObject({ ended: { why: 'stopped' }, revision: revision + 1 }); // the stop's own write
    expect(await monitor()).not.toHaveProperty('monitored');
    expect(await monitor()).not.toHaveProperty('nextProbeAt');
    expect(await incidents()).toMatchObject([{ state: 'resolved', resolution: 'stopped' }]);
  });

  test('what Flavours reports meanwhile is monitored, first of all that waits', async () => {
    world = await startSimulation();
    await world.notified(endpoint);
    await world.minutes(2);
    expect(await monitor()).toMatchObject({ lane: 'trouble', troubleLane: 'trouble' });
    await world.performAction((await incidents())[0]?.incidentId ?? '', { kind: 'resolve' });
    await world.minutes(7);
    expect(await monitor()).toMatchObject({ lane: 'well' });
    await world.notified(endpoint);
    expect(await monitor()).toMatchObject({ lane: 'trouble', nextProbeAt: expect.any(String) });
  });
});

describe('watching', () => {
  test('begins with the first notification, is each minute in trouble and each five after, and ends after 30 days', async () => {
    world = await startSimulation();
    status = 503;
    await world.notified(endpoint);
    expect(await monitor()).toMatchObject({
      endpointKey: endpointKey(endpoint),
      monitored: 'on',
      endpoint,
    });
    await world.minutes(3);
    expect(await monitor()).toMatchObject({ revision: 3 });
    status = 200;
    await world.minutes(8);
    const revision = Number((await monitor())?.['revision']);
    await world.minutes(10);
    expect(Number((await monitor())?.['revision'])).toBeLessThanOrEqual(revision + 3);
    world.pass(31 * 24 * 60 * MINUTE_MS);
    await world.minutes(1);
    const after = await monitor();
    expect(after).not.toHaveProperty('monitored');
    expect(after).not.toHaveProperty('nextProbeAt');
    expect(after).toMatchObject({ endpoint });
  });

  test('never takes what could not be read', async () => {
    world = await startSimulation();
    const { client, tables } = world.world.store;
    const unreadable = {
      endpointKey: sourceKey('main'),
      id: ulid(),
      source: 'main',
      receivedAt: world.now().toISOString(),
      pending: 0,
      problem: '#/endpoint expected a URL',
      raw: JSON.stringify({ endpoint }),
    };
    await putNotifications(client, tables.notifications, [unreadable], 4000);
    await groupNotifications(world.run, [unreadable]);
    expect(await incidents()).toMatchObject([{ endpointKey: sourceKey('main'), count: 1 }]);
    expect(await world.world.scan('endpoints')).toEqual([]);
  });
});
