import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { intercepted } from './intercepted.ts';
import { type Simulation, startSimulation } from './simulation.ts';

/** More than the limit of SMS lets through at once. */
const INCIDENTS = 8;
const MINUTE_MS = 60_000;

let world: Simulation;
const published: string[] = [];
beforeAll(async () => {
  world = await startSimulation([], {
    team: { levels: [{ subscribers: [{ email: 'a@restaurant.test' }] }] },
  });
  world.run.prober = undefined;
  world.run.topic = {
    ...world.run.topic,
    client: intercepted(world.run.topic.client, ({ input }, next) => {
      published.push(JSON.stringify(Reflect.get(input, 'MessageAttributes')));
      return next();
    }),
  };
});
afterAll(() => world.stop());

test('where nobody has SMS, the limit of SMS holds none back to be published later, to nobody', async () => {
  for (let index = 0; index < INCIDENTS; index++) {
    await world.notified(`https://m${index}.example/hooks`);
    world.pass(MINUTE_MS / 4);
  }
  await world.minutes(20);
  expect(published.length).toBeGreaterThanOrEqual(INCIDENTS);
  expect(published.filter((attributes) => !attributes.includes('people:level-1'))).toEqual([]);
});
