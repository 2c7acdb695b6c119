import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { redactUrl } from '../../lib/domain/endpoints/redact-url.ts';
import { labServer } from '../../local/broken-servers/catalog.ts';
import type { Running } from '../../local/broken-servers/listening.ts';
import { thorough } from '../thorough.ts';
import { type Simulation, startSimulation } from './simulation.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_H = 24;

/** One POST for a name that does not exist, by the real flow, engine, probes and name server; only the clock is ours. */
let name: Running;
let world: Simulation;
beforeEach(async () => {
  name = await labServer('no-such-name').start();
  world = await startSimulation([], { dns: name.dns });
  await world.notified(name.url, 0, 'cURL error 6: Could not resolve host');
});
afterEach(async () => {
  await world.stop();
  await name.stop();
});

const incidents = () => world.incidents();
const monitor = async () => (await world.monitors())[0];
const firstId = async (): Promise<string> => (await incidents())[0]?.incidentId ?? '';

/** A day by five minutes (in CI; before by thirty), a week by the hour (by three), the rest by the quarter of a day (by the half). */
const days = async (count: number): Promise<void> => {
  await world.steps(DAY_H * thorough(2, 12), thorough(30, 5) * MINUTE_MS);
  await world.steps((7 * DAY_H) / thorough(3, 1), thorough(3, 1) * HOUR_MS);
  await world.steps((count - 8) * thorough(2, 4), thorough(12, 6) * HOUR_MS);
};

test('nobody acts for 60 days: at most 30 mails and one SMS; it closes as unverified, and the monitoring ends', async () => {
  await days(60);
  expect(world.kinds()).toEqual(['opened', ...Array(10).fill('reminder'), 'resolved']);
  expect(world.emails().length).toBeLessThanOrEqual(30);
  expect(world.smses()).toHaveLength(1);
  const [incident, ...others] = await incidents();
  expect(others).toEqual([]);
  expect(incident).toMatchObject({ state: 'resolved', resolution: 'expired', count: 1 });
  const last = world.emails().at(-1);
  expect(last?.subject).toContain('CLOSED, UNVERIFIED');
  expect(last?.body.replaceAll(/\s+/g, ' ')).toContain('although our own probes still fail');
  expect(await monitor()).toMatchObject({ ended: { why: 'expired' } });
  expect(await monitor()).not.toHaveProperty('monitored');
});

test('a person closes it: our probes alone do not open it again, for 60 days', async () => {
  await world.minutes(10);
  await world.performAction(await firstId(), { kind: 'resolve' });
  await world.minutes(30);
  expect(await incidents()).toMatchObject([{ state: 'resolved', resolution: 'person' }]);
  const [mails, smses] = [world.emails().length, world.smses().length];
  await days(60);
  expect(await incidents()).toHaveLength(1);
  expect([world.emails().length, world.smses().length]).toEqual([mails, smses]);
  expect(await monitor()).not.toHaveProperty('monitored');
});

test('a person stops the monitoring: one mail says so, and none comes after it, until Flavours reports it again', async () => {
  await world.minutes(10);
  const { outcome } = await world.performAction(await firstId(), { kind: 'stop-monitoring' });
  expect(outcome).toBe('done');
  expect(await monitor()).toMatchObject({ ended: { why: 'stopped', actor: 'Noura' } });
  expect(await monitor()).not.toHaveProperty('monitored');
  const revision = Number((await monitor())?.['revision']);
  await world.minutes(2);
  expect(world.kinds()).toEqual(['opened', 'resolved']);
  expect(world.emails().at(-1)?.subject).toContain('MONITORING STOPPED');
  expect(world.emails().at(-1)?.body.replaceAll(/\s+/g, ' ')).toContain('Noura stopped the monitoring');
  await days(60);
  expect(world.emails()).toHaveLength(2);
  expect(world.smses()).toHaveLength(1);
  expect(await monitor()).toMatchObject({ revision });
  expect((await world.performAction(await firstId(), { kind: 'stop-monitoring' })).outcome).toBe('already');

  await world.notified(name.url, 0, 'cURL error 6: Could not resolve host');
  expect(await monitor()).toMatchObject({ monitored: 'on' });
  expect(await monitor()).not.toHaveProperty('ended');
  expect(world.kinds().at(-1)).toBe('opened');
});

test('its source is revoked: what only it brought ends within a minute, what another one brought too goes on', async () => {
  const gone = redactUrl(name.url);
  const shared = gone.replace('no-such-name', 'shared');
  await world.notified(shared, 0, '', { source: 'riyadh' });
  await world.notified(shared, 0, '', { source: 'main' });
  await world.minutes(2);
  world.run.oncall = { ...world.run.oncall, sources: { main: { version: 2 } } };
  await world.minutes(3);
  const ended = (await world.world.incidents()).filter(({ resolution }) => resolution === 'revoked');
  expect(ended.map(({ endpoint }) => endpoint)).toEqual([gone]);
  const monitors = await world.monitors();
  expect(monitors.find(({ endpoint }) => endpoint === gone)).toMatchObject({ ended: { why: 'revoked' } });
  expect(monitors.find(({ endpoint }) => endpoint === shared)).toMatchObject({ monitored: 'on' });
  expect(world.smses()).toHaveLength(2);

  // By the new URL it is another matter.
  await world.notified(name.url, 0, '', { sourceVersion: 2 });
  await world.minutes(3);
  expect(await world.world.incidents()).toContainEqual(
    expect.objectContaining({ endpoint: gone, number: 2, state: 'open' }),
  );
});
