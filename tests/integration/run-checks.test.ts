import { describe, expect, test } from '@jest/globals';
import { thorough } from '../thorough.ts';
import { merchantAlone } from './merchant-alone.ts';
import { inSharedTime } from './shared-time.ts';
import { type Simulation, startSimulation } from './simulation.ts';
import { resolveBy } from './world.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const FLAPS = thorough(60, 200);
const BETWEEN_FLAPS_MS = (30 * MINUTE_MS) / FLAPS;

describe('an outage that our probes saw', () => {
  inSharedTime(
    { start: () => startSimulation() },
    {
      'is recovered after two good probes and five quiet minutes, with the window to fetch again': async (
        story,
      ) => {
        const { world: shared } = story;
        story.answers(503);
        const openedAt = shared.now();
        await shared.notified(story.endpoint);
        await story.wait(10);
        const lastAt = shared.now();
        await shared.notified(story.endpoint);
        story.answers(200);
        await story.wait(4);
        expect(await story.incidents()).toMatchObject([{ state: 'open', count: 2 }]);
        await story.wait(3);
        const firstGood = new Date(Math.ceil((lastAt.getTime() + 1) / MINUTE_MS) * MINUTE_MS);
        const incident = await story.latest();
        expect(incident).toMatchObject({
          state: 'resolved',
          resolution: 'probes',
          lossWindow: {
            from: new Date(openedAt.getTime() - 2 * MINUTE_MS).toISOString(),
            fromReason: 'before-first-notification',
            toReason: 'first-good-probe',
          },
        });
        const { from, to = '' } = incident.lossWindow ?? {};
        expect(Math.abs(Date.parse(to) - firstGood.getTime())).toBeLessThan(10 * SECOND_MS); // sleeps pass time too
        expect(story.kinds()).toEqual(['opened', 'changed', 'resolved']);
        expect(story.lastMail()).toContain('It was down for 11 min, and at least 2 events were lost.');
        expect(story.lastMail()).toContain('to our first good probe after the last');
        expect(story.lastMail()).toContain('List the orders');
        const { incidentId } = incident;
        expect(
          shared.machine().findLast((one) => one.kind !== 'digest' && one.dedupKey === incidentId),
        ).toMatchObject({
          kind: 'resolved',
          resolution: 'probes',
          count: 2,
          backfill: { from, to, isEndProven: true, toReason: 'first-good-probe' },
        });
        expect(story.smses()).toHaveLength(2);
      },

      'is probed with its query, also once probes themselves have opened it again': async (story) => {
        const queried = `${story.server}/?wc-api=orders&k=Zq7secret`;
        story.answers(503);
        await story.world.notified(`${queried}#part`);
        await story.wait(3);
        story.answers(200);
        await story.wait(12);
        story.answers(503);
        await story.wait(12);
        expect(await story.incidents()).toMatchObject([
          { state: 'resolved', count: 1, endpoint: `${story.server}/?wc-api=***&k=***` },
          { state: 'open', count: 0, endpoint: `${story.server}/?wc-api=***&k=***` },
        ]);
        await story.wait(3);
        expect(await story.monitor()).toMatchObject({ endpoint: queried });
        expect([...story.asked]).toEqual(['/?wc-api=orders&k=Zq7secret']);
      },

      'which answers with the very fault that Flavours reports is not over': async (story) => {
        story.answers(503);
        await story.world.notified(story.endpoint, 404);
        story.answers(404);
        await story.wait(20);
        expect(await story.incidents()).toMatchObject([{ state: 'open', cause: 'missing' }]);
        story.answers(200);
        await story.wait(8);
        expect(await story.incidents()).toMatchObject([{ state: 'resolved', resolution: 'probes' }]);
      },

      'again and again is quiet for longer each time': async (story) => {
        for (const minutes of [7, 12]) {
          story.answers(503);
          await story.world.notified(story.endpoint);
          story.answers(200);
          await story.wait(minutes - 3);
          expect((await story.latest()).state).toBe('open');
          await story.wait(3);
          expect((await story.latest()).state).toBe('resolved');
        }
      },

      'and that Flavours alone is kept out of: our own good probes never claim a recovery': async (story) => {
        story.answers(200);
        await story.world.notified(story.endpoint, 403);
        await story.wait(61);
        expect(await story.incidents()).toMatchObject([
          { state: 'open', probe: { answer: { status: 200 } } },
        ]);
        expect(story.kinds()).toEqual(['opened', 'reminder']);
        expect(story.emails()[0]?.body.replaceAll(/\s+/g, ' ')).toContain(
          'The server is up: our own probe got HTTP 200',
        );
      },
    },
  );
});

describe('an outage that comes and goes', () => {
  const { world, endpoint, answers, incidents } = merchantAlone();

  test(`${FLAPS} flaps in an hour are one incident, at most six emails and one SMS`, async () => {
    for (let flap = 0; flap < FLAPS; flap += 1) {
      answers(503);
      world().pass(BETWEEN_FLAPS_MS);
      await world().notified(endpoint());
      answers(200);
      world().pass(BETWEEN_FLAPS_MS);
      if (flap % 4 === 3) await world().minutes(1);
    }
    expect(await incidents()).toMatchObject([{ state: 'open', count: FLAPS }]);
    expect(world().emails().length).toBeLessThanOrEqual(6);
    expect(world().smses()).toHaveLength(1);
    await world().minutes(8);
    expect(await incidents()).toMatchObject([{ state: 'resolved', resolution: 'probes' }]);
    expect(world().emails().length).toBeLessThanOrEqual(6);
  });
});

describe('before Flavours speaks', () => {
  const expecting200 = (servers: string[]): Promise<Simulation> =>
    startSimulation(servers.map((url) => ({ url: `${url}/webhooks/orders`, expectedStatus: 200 })));

  inSharedTime(
    { start: expecting200 },
    {
      'three bad probes in a row open an incident; the first notification joins it': async (story) => {
        story.answers(200);
        await story.wait(7);
        expect(await story.incidents()).toEqual([]);
        story.answers(503);
        await story.wait(7);
        expect(await story.incidents()).toMatchObject([{ state: 'open', count: 0, cause: 'unavailable' }]);
        expect(story.kinds()).toEqual(['opened']);
        expect(story.lastMail()).toContain(
          'Our own probe found this. Flavours has reported no lost event yet.',
        );
        expect(story.smses()[0]?.body).toContain('not reported by Flavours yet.');
        await story.world.notified(story.endpoint);
        expect(await story.incidents()).toMatchObject([{ count: 1 }]);
        story.answers(200);
        await story.wait(8);
        expect(await story.incidents()).toMatchObject([
          { state: 'resolved', resolution: 'probes', lossWindow: { fromReason: 'last-good-probe' } },
        ]);
      },

      'another status than the expected one is a failure': async (story) => {
        story.answers(200);
        await story.wait(1);
        story.answers(204);
        await story.wait(8);
        expect(await story.incidents()).toMatchObject([{ state: 'open', count: 0 }]);
      },

      'who closes it although it fails is proven wrong by three new probes, not by the old ones': async (
        story,
      ) => {
        story.answers(200);
        await story.wait(1);
        story.answers(503);
        await story.wait(8);
        await resolveBy(story.world.run, await story.latest(), 'Noura');
        await story.wait(2);
        expect(await story.incidents()).toHaveLength(1);
        await story.wait(2);
        expect(await story.incidents()).toMatchObject([
          { resolution: 'person' },
          { state: 'open', count: 0 },
        ]);
      },
    },
  );
});
