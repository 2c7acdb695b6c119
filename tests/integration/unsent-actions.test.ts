import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readIncidents } from '../../lib/adapters/dynamodb/incidents.ts';
import { LEASE_MS, releaseLease, takeLease } from '../../lib/adapters/dynamodb/publisher-lease.ts';
import type { Incident } from '../../lib/domain/incidents/incident.ts';
import { performAction } from '../../lib/use-cases/incidents/perform-action.ts';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { sweep } from '../../lib/use-cases/sweep/sweep.ts';
import { alertingRun } from './alerting-run.ts';
import { pickySns } from './picky-sns.ts';
import { freshEndpoint, keep, startWorld, type World } from './world.ts';

const START = Date.parse('2026-11-23T09:00:00.000Z');
const MINUTE_MS = 60_000;

let world: World;
let sns: Awaited<ReturnType<typeof pickySns>>;
let nowMs = START;
beforeAll(async () => {
  world = await startWorld();
  sns = await pickySns(() => false);
});
beforeEach(() => {
  sns.accepted.splice(0);
});
afterAll(async () => {
  await sns?.stop();
  await world?.stop();
});

const run = (): RunContext =>
  alertingRun(world, sns.client, {
    now: () => new Date(nowMs),
    sleep: async (ms) => {
      nowMs += ms;
    },
  });

/** An incident that was told, and then so many notes while somebody else publishes. */
const notedWhileBusy = async (notes: number): Promise<Incident> => {
  await keep(world, { endpoint: freshEndpoint(), receivedAt: new Date(nowMs).toISOString() });
  await sweep(run(), 'first', 0);
  const [incident] = (await world.incidents()).filter(
    ({ openedAt }) => Date.parse(openedAt) > nowMs - MINUTE_MS,
  );
  if (!incident) throw new Error('nothing was opened');
  sns.accepted.splice(0);
  await takeLease(world.store, 'somebody else', new Date(nowMs + LEASE_MS));
  for (let note = 1; note <= notes; note++)
    await performAction(
      run(),
      incident.incidentId,
      { kind: 'note', text: `note ${note} of ${notes}` },
      'Noura',
    );
  await sweep(run(), 'second', 0);
  expect(sns.accepted).toEqual([]);
  await releaseLease(world.store, 'somebody else', new Date(), undefined);
  await sweep(run(), 'third', 0);
  return incident;
};

const emails = (): string[] => sns.accepted.map(({ email = '' }) => email.replace(/\s+/g, ' '));

test('twelve actions between two messages are all in the second, and in none after it', async () => {
  const incident = await notedWhileBusy(12);
  const [email, ...others] = emails();
  expect(others).toEqual([]);
  for (let note = 1; note <= 12; note++) expect(email).toContain(`"note ${note} of 12"`);
  expect(email).not.toMatch(/earlier action/i);
  expect((await readIncidents(world.store, [incident]))[0]?.lastSent?.email?.lastAction).toBe(12);

  await performAction(run(), incident.incidentId, { kind: 'note', text: 'the last' }, 'Noura');
  await sweep(run(), 'fourth', 0);
  expect(emails()).toHaveLength(2);
  expect(emails()[1]).toContain('"the last"');
  expect(emails()[1]).not.toContain('of 12');
  expect((await readIncidents(world.store, [incident]))[0]?.recentActions).toHaveLength(5);
});

test('of forty the last thirty are told, and that ten more are on the time-line', async () => {
  nowMs += 10 * MINUTE_MS;
  await notedWhileBusy(40);
  const [email] = emails();
  expect(email).toContain('10 earlier actions are on the time-line.');
  expect(email).not.toContain('"note 10 of 40"');
  for (let note = 11; note <= 40; note++) expect(email).toContain(`"note ${note} of 40"`);
});
