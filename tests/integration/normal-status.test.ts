import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Listening, listen } from '../../local/gateway/http-server.ts';
import { thorough } from '../thorough.ts';
import { type Simulation, startSimulation } from './simulation.ts';

const MINUTE_MS = 60_000;
/** How time passes where hours do. */
const STEP_MS = thorough(10, 5) * MINUTE_MS;
const stepsIn = (minutes: number): number => (minutes * MINUTE_MS) / STEP_MS;

/** An endpoint that takes POSTs, and answers every GET as it likes. */
let server: Listening;
let status = 503;
let endpoint = '';
let world: Simulation;
const start = async (endpoints: (url: string) => object[] = () => []): Promise<void> => {
  server = await listen((request, response) => {
    request.resume();
    response.writeHead(status).end();
  }, 0);
  endpoint = `${server.url}/webhooks/orders`;
  world = await startSimulation(endpoints(endpoint));
};
beforeEach(() => {
  status = 503;
});
afterEach(async () => {
  await world.stop();
  await server.close();
});

const incidents = () => world.incidents();
const monitor = async () => (await world.monitors())[0];
const lastId = async (): Promise<string> => (await incidents()).at(-1)?.incidentId ?? '';
const lastMail = (): string => (world.emails().at(-1)?.body ?? '').replaceAll(/\s+/g, ' ');
const learned = async (): Promise<void> => {
  await world.notified(endpoint, 0, 'cURL error 28: timed out');
  await world.minutes(2);
  expect((await world.performAction(await lastId(), { kind: 'normal' })).outcome).toBe('done');
};

describe('an endpoint that answers every GET with 503', () => {
  beforeEach(() => start());

  test('is no certain outage where Flavours reports something else', async () => {
    await world.notified(endpoint, 0, 'cURL error 28: timed out');
    expect(lastMail()).toContain('a bare GET, got 503: a second fault, or what it answers to every GET.');
    expect(lastMail()).not.toContain('got 503 too');
  });

  test('is a certain one where Flavours reports the same status', async () => {
    await world.notified(endpoint, 503);
    expect(lastMail()).toContain('Our own probe got 503 too.');
  });

  test('who closes it is not woken again by our probes', async () => {
    await world.notified(endpoint, 0, 'cURL error 28: timed out');
    await world.minutes(3);
    await world.performAction(await lastId(), { kind: 'resolve' });
    await world.minutes(3);
    const sent = world.emails().length + world.smses().length;
    await world.minutes(60);
    expect(await incidents()).toHaveLength(1);
    expect(world.emails().length + world.smses().length).toBe(sent);
  });

  test('a person says that it works and always answers so: recorded, shown, and no witness from then on', async () => {
    await learned();
    expect(await incidents()).toMatchObject([
      {
        state: 'resolved',
        resolution: 'person',
        resolvedBy: 'Noura',
        normalStatus: { status: 503, actor: 'Noura' },
      },
    ]);
    expect(await monitor()).toMatchObject({
      normalStatus: { status: 503, learnedFrom: 'person', actor: 'Noura' },
    });
    expect(await world.world.scan('timeline')).toContainEqual(
      expect.objectContaining({ kind: 'normal', actor: 'Noura', reason: 'HTTP 503' }),
    );
    await world.minutes(2);
    expect(lastMail()).toContain('It works, and always answers our probes with HTTP 503.');
    await world.minutes(30);
    expect(await incidents()).toHaveLength(1);

    await world.notified(endpoint, 503);
    expect(lastMail()).toContain('the server is up and answers 503, as it always does (says Noura)');
    expect(lastMail()).not.toContain('got 503 too');
    expect((await incidents()).at(-1)).not.toHaveProperty('probeFailedAt');
    await world.minutes(30);
    expect((await incidents()).at(-1)).toMatchObject({ state: 'open' }); // no good probe of ours ends it either
  });

  test('it is undone when the endpoint answers otherwise; then the same error is an outage', async () => {
    await learned();
    status = 200;
    await world.minutes(10);
    expect(await monitor()).not.toHaveProperty('normalStatus');
    status = 503;
    await world.minutes(20);
    expect((await incidents()).at(-1)).toMatchObject({ state: 'open', count: 0, cause: 'unavailable' });
  });

  test('another error than the normal one is an outage, and the normal one its end', async () => {
    await learned();
    await world.minutes(10);
    status = 500;
    await world.minutes(20);
    expect((await incidents()).at(-1)).toMatchObject({ state: 'open', count: 0, cause: 'crashed' });
    status = 503;
    await world.minutes(10);
    expect((await incidents()).at(-1)).toMatchObject({ state: 'resolved', resolution: 'probes' });
  });

  test('a person takes it back: it is a failure again, and is not learned from the same answers', async () => {
    await learned();
    expect((await world.performAction(await lastId(), { kind: 'forget-normal' }, 'Huda')).outcome).toBe(
      'done',
    );
    expect(await monitor()).not.toHaveProperty('normalStatus');
    await world.steps(stepsIn(500), STEP_MS);
    expect(await monitor()).not.toHaveProperty('normalStatus');
  });

  test('our probes learn it in six hours in which Flavours reports nothing, and quiet closes the incident', async () => {
    await world.notified(endpoint, 0, 'cURL error 28: timed out');
    await world.steps(stepsIn(350), STEP_MS);
    expect(await monitor()).not.toHaveProperty('normalStatus');
    await world.steps(stepsIn(30), STEP_MS);
    expect(await monitor()).toMatchObject({ normalStatus: { status: 503, learnedFrom: 'probes' } });
    expect(await incidents()).toMatchObject([{ state: 'resolved', resolution: 'quiet' }]);
  });

  test('they do not learn it while Flavours goes on reporting, nor where it answered otherwise before', async () => {
    await world.notified(endpoint, 0, 'cURL error 28: timed out');
    for (let hour = 0; hour < 8; hour += 1) {
      await world.steps(stepsIn(60), STEP_MS);
      await world.notified(endpoint, 0, 'cURL error 28: timed out');
    }
    expect(await monitor()).not.toHaveProperty('normalStatus');
    status = 200;
    await world.minutes(1);
    status = 503;
    await world.steps(stepsIn(500), STEP_MS);
    expect(await monitor()).not.toHaveProperty('normalStatus');
  });
});

describe('expectedStatus in oncall.yml', () => {
  test.each([500, 503, 599, 204])('%i is matched by that answer, and by no other', async (expected) => {
    status = expected;
    await start((url) => [{ url, expectedStatus: expected }]);
    await world.minutes(10);
    expect(await incidents()).toEqual([]);
    status = expected === 500 ? 503 : 500;
    await world.minutes(12);
    expect(await incidents()).toMatchObject([{ state: 'open', count: 0 }]);
    status = expected;
    await world.minutes(10);
    expect(await incidents()).toMatchObject([{ state: 'resolved', resolution: 'probes' }]);
  });

  test('a person who closes what still fails is contradicted once, and then not again', async () => {
    await start((url) => [{ url, expectedStatus: 200 }]);
    await world.minutes(8);
    await world.performAction(await lastId(), { kind: 'resolve' });
    await world.minutes(20);
    expect(await incidents()).toMatchObject([{ resolution: 'person' }, { state: 'open', reopenedFrom: 1 }]);
    expect(lastMail()).toContain('Incident 1 was closed by hand, but our own probe still fails');
    await world.performAction(await lastId(), { kind: 'resolve' });
    await world.minutes(60);
    expect(await incidents()).toHaveLength(2);
    status = 200;
    await world.minutes(10);
    status = 503;
    await world.minutes(20);
    expect(await incidents()).toMatchObject([{}, {}, { state: 'open', number: 3 }]); // it had worked in between
  });
});
