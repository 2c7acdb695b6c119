import {
  putMissingSubscribers,
  readMissingSubscribers,
} from '../../../lib/adapters/dynamodb/missing-subscribers.ts';
import {
  markReported,
  readReportedWeek,
  recordAttempt,
} from '../../../lib/adapters/dynamodb/reported-week.ts';
import { type Entry, later, NOW } from './entry.ts';

/** Which week was reported, and who would hear nothing. */
export const REPORTS: Entry[] = [
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
];
