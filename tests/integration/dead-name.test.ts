import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { redactUrl } from '../../lib/domain/endpoints/redact-url.ts';
import { labServer } from '../../local/broken-servers/catalog.ts';
import type { Running } from '../../local/broken-servers/listening.ts';
import { thorough } from '../thorough.ts';
import { type Simulation, startSimulation } from './simulation.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_H = 24;

/** Names that do not exist, by the real flow, engine, probes and name server; only the clock is ours. */
let name: Running;
let world: Simulation;
beforeAll(async () => {
  name = await labServer('no-such-name').start();
});
afterAll(() => name?.stop());

const start = async (): Promise<void> => {
  world = await startSimulation([], { dns: name.dns });
};
/** Where nobody answers: another name that does not exist. */
const urlOf = (host: string): string => name.url.replace('no-such-name', host);
const reported = (url: string): Promise<void> =>
  world.notified(url, 0, 'cURL error 6: Could not resolve host');
/** A day by five minutes (in CI; before by thirty), a week by the hour (by three), the rest by the quarter of a day (by the day). */
const days = async (count: number): Promise<void> => {
  await world.steps(DAY_H * thorough(2, 12), thorough(30, 5) * MINUTE_MS);
  await world.steps((7 * DAY_H) / thorough(3, 1), thorough(3, 1) * HOUR_MS);
  await world.steps((count - 8) * thorough(1, 4), thorough(24, 6) * HOUR_MS);
};

/** What became of one POST for a name. */
const storyOf = (url: string) => {
  const isOf = ({ endpoint }: { endpoint?: string | undefined }): boolean => endpoint === redactUrl(url);
  const ids = async () => (await incidents()).map(({ incidentId }) => incidentId);
  const incidents = async () => (await world.incidents()).filter(isOf);
  const about = async (deliveries: ReturnType<Simulation['emails']>) => {
    const known = await ids();
    return deliveries.filter(({ body }) => known.some((id) => body.includes(id)));
  };
  return {
    url,
    incidents,
    monitor: async () => (await world.monitors()).find(({ endpoint }) => endpoint === redactUrl(url)),
    emails: () => about(world.emails()),
    kinds: async () => (await about(world.emails())).map(({ attributes }) => attributes['kind']),
    firstId: async (): Promise<string> => (await ids())[0] ?? '',
  };
};
type Story = ReturnType<typeof storyOf>;

describe('for sixty days', () => {
  let closed: Story;
  let stopped: Story;
  let left: Story;
  beforeAll(async () => {
    await start();
    [closed, stopped, left] = [storyOf(urlOf('closed')), storyOf(urlOf('stopped')), storyOf(name.url)];
  });
  afterAll(() => world?.stop());
  let revision = 0;
  let mailsOfClosed = 0;

  test('a person closes one: the monitoring goes on, and nobody hears of it', async () => {
    await reported(closed.url);
    await world.minutes(10);
    await world.performAction(await closed.firstId(), { kind: 'resolve' });
    await world.minutes(30);
    expect(await closed.incidents()).toMatchObject([{ state: 'resolved', resolution: 'person' }]);
    mailsOfClosed = (await closed.emails()).length;
  });

  test('a person stops the monitoring of one: one mail says so', async () => {
    const before = world.smses().length;
    await reported(stopped.url);
    await world.minutes(10);
    const { outcome } = await world.performAction(await stopped.firstId(), { kind: 'stop-monitoring' });
    expect(outcome).toBe('done');
    expect(await stopped.monitor()).toMatchObject({ ended: { why: 'stopped', actor: 'Noura' } });
    expect(await stopped.monitor()).not.toHaveProperty('monitored');
    revision = Number((await stopped.monitor())?.['revision']);
    await world.minutes(2);
    expect(await stopped.kinds()).toEqual(['opened', 'resolved']);
    expect(world.smses().length - before).toBe(1);
    const last = (await stopped.emails()).at(-1);
    expect(last?.subject).toContain('MONITORING STOPPED');
    expect(last?.body.replaceAll(/\s+/g, ' ')).toContain('Noura stopped the monitoring');
  });

  test('nobody acts on one: at most 30 mails and one SMS; it closes as unverified, and the monitoring ends', async () => {
    const [mails, smses] = [world.emails().length, world.smses().length];
    await reported(left.url);
    await days(60);
    expect(await left.kinds()).toEqual(['opened', ...Array(10).fill('reminder'), 'resolved']);
    // All mails of the sixty days are about it.
    expect(world.emails().length - mails).toBe((await left.emails()).length);
    expect((await left.emails()).length).toBeLessThanOrEqual(30);
    expect(world.smses().length - smses).toBe(1);
    const [incident, ...others] = await left.incidents();
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ state: 'resolved', resolution: 'expired', count: 1 });
    const last = (await left.emails()).at(-1);
    expect(last?.subject).toContain('CLOSED, UNVERIFIED');
    expect(last?.body.replaceAll(/\s+/g, ' ')).toContain('although our own probes still fail');
    expect(await left.monitor()).toMatchObject({ ended: { why: 'expired' } });
    expect(await left.monitor()).not.toHaveProperty('monitored');
  });

  test('our probes alone have not opened again what a person closed', async () => {
    expect(await closed.incidents()).toHaveLength(1);
    expect(await closed.emails()).toHaveLength(mailsOfClosed);
    expect(await closed.monitor()).not.toHaveProperty('monitored');
  });

  test('what a person stopped stays so until Flavours reports it again', async () => {
    expect(await stopped.emails()).toHaveLength(2);
    expect(await stopped.monitor()).toMatchObject({ revision });
    expect((await world.performAction(await stopped.firstId(), { kind: 'stop-monitoring' })).outcome).toBe(
      'already',
    );

    await reported(stopped.url);
    expect(await stopped.monitor()).toMatchObject({ monitored: 'on' });
    expect(await stopped.monitor()).not.toHaveProperty('ended');
    expect((await stopped.kinds()).at(-1)).toBe('opened');
  });
});

describe('for some minutes', () => {
  beforeAll(start);
  afterAll(() => world?.stop());

  test('its source is revoked: what only it brought ends within a minute, what another one brought too goes on', async () => {
    await reported(name.url);
    const gone = redactUrl(name.url);
    const shared = redactUrl(urlOf('shared'));
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
});
