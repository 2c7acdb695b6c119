import { ulid } from 'ulid';
import { putIncidentSet, readIncidentSet } from '../../../lib/adapters/dynamodb/incident-sets.ts';
import { releaseLease, renewLease, takeLease } from '../../../lib/adapters/dynamodb/publisher-lease.ts';
import { readBucket, saveBucket } from '../../../lib/adapters/dynamodb/sms-bucket.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import { type Entry, later, NOW, nextHour } from './entry.ts';

/** Who may publish, how many SMS are left, and what a digest names. */
export const PUBLISHER: Entry[] = [
  {
    file: 'publisher-lease.ts',
    name: 'takeLease, renewLease',
    make: async (world) => {
      const [mine, other] = [ulid(), ulid()];
      const holder = async () =>
        (await world.scan('control')).find(({ name }) => name === 'publisher')?.['holder'];
      const free = await holder();
      if (free !== undefined) await releaseLease(world.store, String(free), NOW, undefined);
      return {
        write: async (store) => {
          const taken = await takeLease(store, mine, NOW);
          return { taken: taken?.holder, renewed: (await renewLease(store, mine, later(1)))?.holder };
        },
        answer: { taken: mine, renewed: mine },
        read: holder,
        state: mine,
        next: async (store) => {
          await releaseLease(store, mine, NOW, undefined);
          await takeLease(store, other, later(2));
        },
        stateAfterNext: other,
      };
    },
  },
  {
    file: 'publisher-lease.ts',
    name: 'releaseLease',
    make: async (world) => {
      const [mine, other] = [ulid(), ulid()];
      const holder = async () =>
        (await world.scan('control')).find(({ name }) => name === 'publisher')?.['holder'];
      const before = await holder();
      if (before !== undefined) await releaseLease(world.store, String(before), NOW, undefined);
      await takeLease(world.store, mine, NOW);
      return {
        write: (store) => releaseLease(store, mine, NOW, undefined),
        answer: undefined,
        read: holder,
        state: undefined,
        next: (store) => takeLease(store, other, later(1)),
        stateAfterNext: other,
      };
    },
  },
  {
    file: 'sms-bucket.ts',
    name: 'saveBucket',
    make: async (world) => {
      const before = await readBucket(world.store);
      const at = nextHour();
      const after = { tokens: 3.25, at: at.toISOString() };
      return {
        write: (store) => saveBucket(store, before, after),
        answer: true,
        read: async () => (await readBucket(world.store)).bucket?.tokens,
        state: 3.25,
        next: async (store) =>
          saveBucket(store, await readBucket(store), { tokens: 2, at: at.toISOString() }),
        stateAfterNext: 2,
      };
    },
  },
  {
    file: 'incident-sets.ts',
    name: 'putIncidentSet: what a digest names',
    make: async (world) => {
      const [name, another] = [ulid(), ulid()];
      const named = async () =>
        Promise.all(
          [name, another].map(async (setId) => (await readIncidentSet(world.store, setId))?.incidentIds),
        );
      const put = (store: Store, setId: string, incidentIds: readonly string[], at: Date) =>
        putIncidentSet(store, setId, { incidentIds, at, until: later(86_400_000) });
      return {
        write: (store) => put(store, name, ['orders-1', 'menu-2'], NOW),
        answer: undefined,
        read: named,
        state: [['orders-1', 'menu-2'], undefined],
        // Each digest has a name of its own, so a copy can only write the same again.
        next: (store) => put(store, another, ['menu-2'], later(1)),
        stateAfterNext: [['orders-1', 'menu-2'], ['menu-2']],
      };
    },
  },
];
