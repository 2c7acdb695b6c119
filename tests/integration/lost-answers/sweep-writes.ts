import { ulid } from 'ulid';
import { addOpened, putOpenCounts, readOpenCounts } from '../../../lib/adapters/dynamodb/open-counts.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import { putSweepCursor, readSweepCursor } from '../../../lib/adapters/dynamodb/sweep-cursor.ts';
import { type Entry, NOW } from './entry.ts';

/** How many incidents are open, and how far the list of them was read. */
export const SWEEP: Entry[] = [
  {
    file: 'open-counts.ts',
    name: 'addOpened: what a batch has opened of two sources',
    make: async (world) => {
      const [source, other, name] = [ulid(), ulid(), ulid()];
      // As whoever groups does: again by its name, where the count is no longer as it was read.
      const add = async (store: Store, opened: number, actor: string): Promise<boolean> => {
        for (let attempt = 0; attempt < 3; attempt++) {
          const counts = await readOpenCounts(store);
          if (counts.writtenBy === actor) return true;
          const more = new Map([
            [source, { opened, isFlooding: false }],
            [other, { opened, isFlooding: true }],
          ]);
          if (await addOpened(store, counts, more, actor, NOW)) return true;
        }
        return false;
      };
      return {
        write: (store) => add(store, 3, name),
        answer: true,
        read: async () => {
          const { bySource, flooding } = await readOpenCounts(world.store);
          return [bySource.get(source), bySource.get(other), flooding.has(source), flooding.has(other)];
        },
        state: [3, 3, false, true],
        next: (store) => add(store, 2, ulid()),
        stateAfterNext: [5, 5, false, true],
      };
    },
  },
  {
    file: 'open-counts.ts',
    name: 'putOpenCounts: what a sweep has counted',
    make: async (world) => {
      const [source, actor] = [ulid(), ulid()];
      const { revision } = await readOpenCounts(world.store);
      const counted = { bySource: new Map([[source, 7]]), flooding: new Map([[source, NOW.toISOString()]]) };
      return {
        write: (store) => putOpenCounts(store, revision, counted),
        answer: undefined,
        read: async () => {
          const { bySource, flooding } = await readOpenCounts(world.store);
          return { open: bySource.get(source), isFlooding: flooding.has(source) };
        },
        state: { open: 7, isFlooding: true },
        next: async (store) =>
          addOpened(
            store,
            await readOpenCounts(store),
            new Map([[source, { opened: 1, isFlooding: false }]]),
            actor,
            NOW,
          ),
        stateAfterNext: { open: 8, isFlooding: true },
      };
    },
  },
  {
    file: 'sweep-cursor.ts',
    name: 'putSweepCursor',
    make: async (world) => {
      const kept = await readSweepCursor(world.store);
      const at = { endpointKey: ulid(), number: 3, openedAt: NOW.toISOString() };
      return {
        write: (store) => putSweepCursor(store, kept, at),
        answer: undefined,
        read: async () => (await readSweepCursor(world.store)).at,
        state: at,
        next: async (store) => putSweepCursor(store, await readSweepCursor(store), undefined),
        stateAfterNext: undefined,
      };
    },
  },
];
