import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commitMarks } from '../../../lib/adapters/dynamodb/commit-sent-alerts.ts';
import { archive, latestIncident, saveIncident } from '../../../lib/adapters/dynamodb/incidents.ts';
import {
  LEASE_MS,
  releaseLease,
  renewLease,
  takeLease,
} from '../../../lib/adapters/dynamodb/publisher-lease.ts';
import { transition } from '../../../lib/domain/incidents/transition.ts';
import { markOf } from '../open-incidents.ts';
import { freshEndpoint, opened, startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

const NOW = new Date('2026-11-23T09:00:00.000Z');
const after = (ms: number): Date => new Date(NOW.getTime() + ms);

/** An incident as it was before another notification was grouped into it, and as it is. */
const changedMeanwhile = async () => {
  const endpoint = freshEndpoint();
  const asRead = await opened(world, endpoint);
  return { asRead, asItIs: await opened(world, endpoint) };
};

test('an incident that was grouped into since it was read is not closed over the new count', async () => {
  const { asRead, asItIs } = await changedMeanwhile();
  const closed = transition(asRead, { kind: 'resolved', actor: 'Noura' }, NOW);
  expect(await saveIncident(world.store, asRead, closed)).toBe(false);
  expect(await latestIncident(world.store, asRead.endpointKey)).toEqual(asItIs);
});

test('nor is it taken off the open list', async () => {
  const { asRead, asItIs } = await changedMeanwhile();
  expect(await archive(world.store, asRead, '2026-11')).toBe(false);
  expect(await latestIncident(world.store, asRead.endpointKey)).toEqual(asItIs);
});

test('what was told first is not written over by who read the incident before that', async () => {
  const unsent = await opened(world);
  expect(await commitMarks(world.store, [markOf(unsent, NOW)])).toEqual({ kind: 'marked' });
  const late = markOf(unsent, after(1));
  expect(await commitMarks(world.store, [late])).toEqual({ kind: 'refused', refused: new Set([late]) });

  const found = await latestIncident(world.store, unsent.endpointKey);
  if (!found) throw new Error('the incident is gone');
  expect(await commitMarks(world.store, [markOf(found, after(2))])).toEqual({ kind: 'marked' });
  const later = markOf(found, after(3));
  expect(await commitMarks(world.store, [later])).toEqual({ kind: 'refused', refused: new Set([later]) });
  expect(await latestIncident(world.store, unsent.endpointKey)).toMatchObject({
    lastSent: { revision: 2, email: { at: after(2).toISOString() } },
  });
});

test('one at a time may publish, until its lease is over or given back; who lost it cannot renew it', async () => {
  expect(await takeLease(world.store, 'first', NOW)).toMatchObject({ holder: 'first' });
  expect(await takeLease(world.store, 'second', after(LEASE_MS))).toBeUndefined();
  expect(await takeLease(world.store, 'second', after(LEASE_MS + 1))).toMatchObject({ holder: 'second' });
  expect(await renewLease(world.store, 'first', after(LEASE_MS + 2))).toBeUndefined();
  await releaseLease(world.store, 'first', after(LEASE_MS + 2), undefined); // not its own any more
  expect(await takeLease(world.store, 'first', after(LEASE_MS + 3))).toBeUndefined();
  await releaseLease(world.store, 'second', after(LEASE_MS + 3), undefined);
  expect(await takeLease(world.store, 'first', after(LEASE_MS + 4))).toMatchObject({ holder: 'first' });
});
