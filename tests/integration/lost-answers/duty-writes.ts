import { putAnnouncedRoster, readAnnouncedRoster } from '../../../lib/adapters/dynamodb/announced-roster.ts';
import { putCovers, readCovers } from '../../../lib/adapters/dynamodb/covers.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import type { Cover } from '../../../lib/domain/oncall/cover.ts';
import { type Entry, NOW, nextHour } from './entry.ts';

/** Who stands in for whom, and which roster was announced. */
export const DUTY: Entry[] = [
  {
    file: 'announced-roster.ts',
    name: 'putAnnouncedRoster',
    make: async (world) => {
      const { revision } = await readAnnouncedRoster(world.store, true);
      const put = (store: Store, person: string, before: number): Promise<void> =>
        putAnnouncedRoster(store, { roster: [[person]], at: NOW }, before);
      return {
        write: (store) => put(store, 'sara', revision),
        answer: undefined,
        read: async () => (await readAnnouncedRoster(world.store, true)).roster,
        state: [['sara']],
        next: (store) => put(store, 'omar', revision + 1),
        stateAfterNext: [['omar']],
      };
    },
  },
  {
    file: 'covers.ts',
    name: 'putCovers',
    make: async (world) => {
      const { revision } = await readCovers(world.store);
      const cover = (by: string): Cover => ({
        id: by,
        covered: { level: 1 },
        by,
        from: NOW.toISOString(),
        to: nextHour().toISOString(),
        reason: '',
        createdBy: 'Sara',
        createdAt: NOW.toISOString(),
      });
      const [first, second] = [cover('omar'), cover('huda')];
      return {
        write: (store) => putCovers(store, [first], revision),
        answer: true,
        read: async () => (await readCovers(world.store)).covers.map(({ by }) => by),
        state: ['omar'],
        next: (store) => putCovers(store, [first, second], revision + 1),
        stateAfterNext: ['omar', 'huda'],
      };
    },
  },
];
