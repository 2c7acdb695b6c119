import { ulid } from 'ulid';
import { putAnnouncedRoster, readAnnouncedRoster } from '../../../lib/adapters/dynamodb/announced-roster.ts';
import { putCovers, readCovers } from '../../../lib/adapters/dynamodb/covers.ts';
import { putIncidentSet, readIncidentSet } from '../../../lib/adapters/dynamodb/incident-sets.ts';
import {
  putMissingSubscribers,
  readMissingSubscribers,
} from '../../../lib/adapters/dynamodb/missing-subscribers.ts';
import { addOpened, putOpenCounts, readOpenCounts } from '../../../lib/adapters/dynamodb/open-counts.ts';
import { releaseLease, renewLease, takeLease } from '../../../lib/adapters/dynamodb/publisher-lease.ts';
import {
  markReported,
  readReportedWeek,
  recordAttempt,
} from '../../../lib/adapters/dynamodb/reported-week.ts';
import { readBucket, saveBucket } from '../../../lib/adapters/dynamodb/sms-bucket.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import { putSweepCursor, readSweepCursor } from '../../../lib/adapters/dynamodb/sweep-cursor.ts';
import type { Cover } from '../../../lib/domain/oncall/cover.ts';
import { type Entry, later, NOW, nextHour } from './entry.ts';

export const CONTROL: Entry[] = [
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
  {
    file: 'reported-week.ts',
    name: 'markReported: the week whose report was sent',
    make: async (world) => {
      // Each case has weeks of its own, later than those before: all share one item.
      const last = (await readReportedWeek(world.store))?.week ?? '2026-W48';
      const [year, number] = last.split('-W').map(Number);
      const week = (after: number): string => `${(year ?? 0) + after}-W${number}`;
      return {
        write: (store) => markReported(store, week(1), NOW),
        answer: undefined,
        read: async () => (await readReportedWeek(world.store))?.week,
        state: week(1),
        next: (store) => markReported(store, week(2), later(1)),
        stateAfterNext: week(2),
      };
    },
  },
  {
    file: 'reported-week.ts',
    name: 'recordAttempt: an attempt to send a report',
    make: async (world) => {
      const { week = '2026-W48' } = (await readReportedWeek(world.store)) ?? {};
      const later = week.replace(/^\d+/, (year) => String(Number(year) + 1));
      await markReported(world.store, week, NOW);
      const attempt = (number: number) => ({
        week: later,
        number,
        at: new Date(NOW.getTime() + number).toISOString(),
      });
      const last = (await readReportedWeek(world.store))?.attempt;
      const first = (last?.number ?? 0) + 1;
      return {
        write: (store) => recordAttempt(store, attempt(first), last),
        answer: true,
        read: async () => (await readReportedWeek(world.store))?.attempt,
        state: attempt(first),
        next: (store) => recordAttempt(store, attempt(first + 1), attempt(first)),
        stateAfterNext: attempt(first + 1),
      };
    },
  },
  {
    file: 'put-unless-later.ts',
    name: 'putMissingSubscribers: who would hear nothing',
    make: async (world) => {
      // Each case counts later than those before: all share one item.
      const last = Date.parse((await readMissingSubscribers(world.store))?.countedAt ?? NOW.toISOString());
      const count = (after: number) => ({
        alerts: after,
        alarms: 0,
        countedAt: new Date(last + after * 60_000).toISOString(),
      });
      return {
        write: (store) => putMissingSubscribers(store, count(1)),
        answer: undefined,
        read: () => readMissingSubscribers(world.store),
        state: count(1),
        next: (store) => putMissingSubscribers(store, count(2)),
        stateAfterNext: count(2),
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
