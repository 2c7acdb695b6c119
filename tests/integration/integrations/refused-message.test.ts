import { afterEach, beforeEach, expect, test } from '@jest/globals';
import * as z from 'zod';
import { putIncidents } from '../open-incidents.ts';
import { opened } from '../world.ts';
import { type Setting, startSetting } from './setting.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await startSetting();
});
afterEach(() => setting.stop());

const MINUTE_MS = 60_000;
const never = (): never => {
  throw new Error('no incident was opened');
};
const recordsOf = (event: unknown): unknown[] =>
  z.object({ Records: z.array(z.unknown()) }).parse(event).Records;

test('a message that is refused does not hold back those behind it, and is said plainly if that is taken', async () => {
  const { world, eventOf, serve, standIns, clock } = setting;
  const kitchen = standIns.named('kitchen');
  const incidents = await Promise.all(Array.from({ length: 3 }, () => opened(world)));
  kitchen.fault = { status: 400, times: 1 };
  await serve(eventOf([{ incident: incidents[0] ?? never(), kind: 'opened' }]));
  expect(kitchen.accepted.map(({ body }): unknown => JSON.parse(body))).toEqual([
    { text: expect.stringMatching(/^OPEN /) },
  ]);

  // Refused in both forms, between two that are taken: it alone is given up, and said in the log.
  kitchen.fault = { status: 400, times: 2 };
  const [, second = never(), third = never()] = incidents;
  await serve({
    Records: [
      ...recordsOf(eventOf([{ incident: second, kind: 'opened' }])),
      ...recordsOf(eventOf([{ incident: third, kind: 'opened' }])),
    ],
  });
  expect(kitchen.accepted.at(-1)?.body).toContain(third.incidentId);
  clock.ms += 20 * MINUTE_MS;
  const before = kitchen.posted.length;
  await serve();
  expect(kitchen.posted).toHaveLength(before);
  expect(world.logged).toContainEqual({
    level: 'error',
    message: 'an integration refuses what others are given',
  });
});

test('of a digest that is refused each part is tried, so that one member hides no other', async () => {
  const { world, eventOf, serve, standIns } = setting;
  const kitchen = standIns.named('kitchen');
  const incidents = await Promise.all(Array.from({ length: 4 }, () => opened(world)));
  kitchen.fault = { status: 400, times: 1 };
  await serve(eventOf(incidents.map((incident) => ({ incident, kind: 'opened' }))));
  expect(kitchen.accepted).toHaveLength(2);
  const all = kitchen.accepted.map(({ body }) => body).join();
  for (const { incidentId } of incidents) expect(all).toContain(incidentId);
});

test('an incident that cannot be read holds back no other', async () => {
  const { world, run, eventOf, serve } = setting;
  const [odd, well] = [await opened(world), await opened(world)];
  await putIncidents(run.store, [{ ...odd, count: 'many' }]);
  const event = eventOf([odd, well].map((incident) => ({ incident, kind: 'opened' })));
  expect(await serve(event)).toEqual({ failing: 0 });
  expect(setting.bodiesOf('kitchen')).toEqual([
    expect.objectContaining({ text: expect.stringContaining(well.incidentId) }),
  ]);
  expect(world.logged.map(({ message }) => message)).toContain(
    'an incident could not be read; no integration is told of it',
  );
});
