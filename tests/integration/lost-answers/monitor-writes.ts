import { daysOf, setDelivered } from '../../../lib/adapters/dynamodb/daily-stats.ts';
import {
  endMonitoring,
  postponeProbe,
  readWatched,
  saveWatched,
  watch,
} from '../../../lib/adapters/dynamodb/monitors.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import { readTimeline } from '../../../lib/adapters/dynamodb/timeline.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { fold } from '../../../lib/use-cases/grouping/group-notifications.ts';
import { actOnMonitor } from '../../../lib/use-cases/incidents/act-on-monitor.ts';
import { remember } from '../../../lib/use-cases/probing/record-probe-result.ts';
import { freshEndpoint, keep } from '../world.ts';

import { type Entry, later, NOW, opened, probeAt, watchedAt, workOver } from './entry.ts';

export const PROBES: Entry[] = [
  {
    file: 'conditional-write.ts',
    name: 'allSucceeded: a look, with its day',
    make: async (world) => {
      const watched = await watchedAt(world, freshEndpoint(), NOW);
      const key = watched.endpointKey;
      const look = async (store: Store, at: Date) => {
        const probe = probeAt(at);
        const [before] = await readWatched(world.store, [key], () => undefined);
        return remember(workOver(world, store), {
          watched: before ?? watched,
          probe,
          isInTrouble: false,
          latest: undefined,
        });
      };
      return {
        write: async (store) => (await look(store, later(1000)))?.current.history.length,
        answer: 1,
        read: async () => {
          const [day] = await daysOf(world.store, key, 1);
          const [state] = await readWatched(world.store, [key], () => undefined);
          return { good: day?.good, goodMs: day?.goodMs, looks: state?.history.length };
        },
        state: { good: 1, goodMs: 80, looks: 1 },
        // A probe that is tried again is another probe; the same look never counts twice.
        next: (store) => look(store, later(2000)),
        stateAfterNext: { good: 2, goodMs: 160, looks: 2 },
      };
    },
  },
  {
    file: 'daily-stats.ts',
    name: 'setDelivered',
    make: async (world) => {
      const key = endpointKey(freshEndpoint());
      const set = (store: Store, delivered: number, at: Date) =>
        setDelivered(
          store.client,
          store.tables.endpoints,
          { endpointKey: key, day: '2026-11-23', source: 'main', delivered, at },
          4000,
        );
      return {
        write: (store) => set(store, 100, NOW),
        answer: undefined,
        read: async () => (await daysOf(world.store, key, 1))[0]?.delivered,
        state: 100,
        next: (store) => set(store, 250, later(1000)),
        stateAfterNext: 250,
      };
    },
  },
  {
    file: 'monitors.ts',
    name: 'watch',
    make: async (world) => {
      const endpoint = freshEndpoint();
      const key = endpointKey(endpoint);
      const state = async () => (await readWatched(world.store, [key], () => undefined))[0];
      return {
        write: (store) =>
          watch(store, { endpointKey: key, endpoint, lane: 'configured' }, NOW).then(() => undefined),
        answer: undefined,
        read: async () => ({ watch: (await state())?.watch, watchedAt: (await state())?.watchedAt }),
        state: { watch: 'on', watchedAt: NOW.toISOString() },
        next: async (store) => {
          const watched = await state();
          if (watched) await endMonitoring(store, watched, { why: 'expired', at: later(500).toISOString() });
        },
        stateAfterNext: { watch: undefined, watchedAt: NOW.toISOString() },
      };
    },
  },
  {
    file: 'monitors.ts',
    name: 'endMonitoring',
    make: async (world) => {
      const { endpointKey: key } = await opened(world);
      const [watched] = await readWatched(world.store, [key], () => undefined);
      if (!watched) throw new Error('nothing is watched');
      return {
        write: (store) => endMonitoring(store, watched, { why: 'limit', at: later(500).toISOString() }),
        answer: true,
        read: async () => {
          const [state] = await readWatched(world.store, [key], () => undefined);
          return { watch: state?.watch, ended: state?.ended?.why };
        },
        state: { watch: undefined, ended: 'limit' },
        next: (store) =>
          actOnMonitor(workOver(world, store), { endpointKey: key }, { kind: 'stop-monitoring' }, 'Noura'),
        // A copy must not take back that a person stopped it: then it would be watched again by its name.
        stateAfterNext: { watch: undefined, ended: 'stopped' },
      };
    },
  },
  {
    file: 'monitors.ts',
    name: 'saveWatched: a warning that was sent',
    make: async (world) => {
      const watched = await watchedAt(world, freshEndpoint(), NOW);
      const state = async () => (await readWatched(world.store, [watched.endpointKey], () => undefined))[0];
      return {
        // Whoever is told no reads again, finds it told, and writes it once more.
        write: async (store) => {
          if (await saveWatched(store, watched, { told: { slow: '1' } })) return true;
          const current = await state();
          return current !== undefined && saveWatched(store, current, { told: { slow: '1' } });
        },
        answer: true,
        read: async () => (await state())?.told,
        state: { slow: '1' },
        next: async (store) => saveWatched(store, (await state()) ?? watched, { told: { slow: '2' } }),
        stateAfterNext: { slow: '2' },
      };
    },
  },
  {
    file: 'monitors.ts',
    name: 'postponeProbe',
    make: async (world) => {
      const watched = await watchedAt(world, freshEndpoint(), NOW);
      const { endpointKey: key } = watched;
      const state = async () => (await readWatched(world.store, [key], () => undefined))[0];
      return {
        write: (store) => postponeProbe(store, key, later(50_000)).then(() => undefined), // nobody asks
        answer: undefined,
        read: async () => (await state())?.nextProbeAt,
        state: later(50_000).toISOString(),
        next: async (store) =>
          saveWatched(store, (await state()) ?? watched, { nextProbeAt: later(100_000).toISOString() }),
        stateAfterNext: later(100_000).toISOString(),
      };
    },
  },
  {
    file: 'commit-monitor-action.ts',
    name: 'commitMonitorAction: a person stops the monitoring',
    make: async (world) => {
      const endpoint = freshEndpoint();
      const { endpointKey: key, incidentId } = await opened(world, endpoint);
      return {
        write: async (store) => {
          const over = workOver(world, store);
          const acted = await actOnMonitor(over, { endpointKey: key }, { kind: 'stop-monitoring' }, 'Noura');
          return acted.outcome;
        },
        answer: 'done',
        answerAgain: 'already',
        read: async () => {
          const [state] = await readWatched(world.store, [key], () => undefined);
          const { entries } = await readTimeline(world.store, incidentId, { limit: 10 });
          return { watch: state?.watch, ended: state?.ended?.by, lines: entries.length };
        },
        state: { watch: undefined, ended: 'Noura', lines: 1 },
        next: async (store) => {
          const receivedAt = new Date(Date.now() + 60_000).toISOString();
          await fold(workOver(world, store), [await keep(world, { endpoint, receivedAt })]);
        },
        stateAfterNext: { watch: 'on', ended: undefined, lines: 1 },
      };
    },
  },
];
