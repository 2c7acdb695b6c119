import { daysOf, setDelivered } from '../../../lib/adapters/dynamodb/daily-stats.ts';
import {
  endMonitoring,
  postponeProbe,
  readMonitors,
  saveMonitor,
  startMonitoring,
} from '../../../lib/adapters/dynamodb/monitors.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import { readTimeline } from '../../../lib/adapters/dynamodb/timeline.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { groupNotifications } from '../../../lib/use-cases/grouping/group-notifications.ts';
import { actOnMonitor } from '../../../lib/use-cases/incidents/act-on-monitor.ts';
import { recordProbeResult } from '../../../lib/use-cases/probing/record-probe-result.ts';
import { freshEndpoint, keep, opened } from '../world.ts';

import { type Entry, later, monitoredAt, NOW, probeAt, workOver } from './entry.ts';

export const MONITORS: Entry[] = [
  {
    file: 'conditional-write.ts',
    name: 'allSucceeded: the result of a probe, with its day',
    make: async (world) => {
      const monitored = await monitoredAt(world, freshEndpoint(), NOW);
      const key = monitored.endpointKey;
      const record = async (store: Store, at: Date) => {
        const probe = probeAt(at);
        const [before] = await readMonitors(world.store, [key], () => undefined);
        return recordProbeResult(workOver(world, store), {
          monitored: before ?? monitored,
          probe,
          isInTrouble: false,
          latest: undefined,
          startedAt: at,
        });
      };
      return {
        write: async (store) => {
          const current = (await record(store, later(1000)))?.current;
          return { results: current?.history.length, revision: current?.revision };
        },
        answer: { results: 1, revision: 1 },
        read: async () => {
          const [day] = await daysOf(world.store, key, 1);
          const [state] = await readMonitors(world.store, [key], () => undefined);
          return { up: day?.up, upMsTotal: day?.upMsTotal, results: state?.history.length };
        },
        state: { up: 1, upMsTotal: 80, results: 1 },
        // A probe that is tried again is another probe; the same one never counts twice.
        next: (store) => record(store, later(2000)),
        stateAfterNext: { up: 2, upMsTotal: 160, results: 2 },
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
    name: 'startMonitoring',
    make: async (world) => {
      const endpoint = freshEndpoint();
      const key = endpointKey(endpoint);
      const state = async () => (await readMonitors(world.store, [key], () => undefined))[0];
      return {
        write: (store) =>
          startMonitoring(store, { endpointKey: key, endpoint, lane: 'configured' }, NOW).then(
            () => undefined,
          ),
        answer: undefined,
        read: async () => ({
          monitored: (await state())?.monitored,
          monitoredAt: (await state())?.monitoredAt,
        }),
        state: { monitored: 'on', monitoredAt: NOW.toISOString() },
        next: async (store) => {
          const monitored = await state();
          if (monitored)
            await endMonitoring(store, monitored, { why: 'expired', at: later(500).toISOString() });
        },
        stateAfterNext: { monitored: undefined, monitoredAt: NOW.toISOString() },
      };
    },
  },
  {
    file: 'monitors.ts',
    name: 'endMonitoring',
    make: async (world) => {
      const { endpointKey: key } = await opened(world);
      const [monitored] = await readMonitors(world.store, [key], () => undefined);
      if (!monitored) throw new Error('nothing is monitored');
      return {
        write: (store) => endMonitoring(store, monitored, { why: 'limit', at: later(500).toISOString() }),
        answer: true,
        read: async () => {
          const [state] = await readMonitors(world.store, [key], () => undefined);
          return { monitored: state?.monitored, ended: state?.ended?.why };
        },
        state: { monitored: undefined, ended: 'limit' },
        next: (store) =>
          actOnMonitor(workOver(world, store), { endpointKey: key }, { kind: 'stop-monitoring' }, 'Noura'),
        // A copy must not take back that a person stopped it: then it would be monitored again because oncall.yml names it.
        stateAfterNext: { monitored: undefined, ended: 'stopped' },
      };
    },
  },
  {
    file: 'monitors.ts',
    name: 'saveMonitor: a warning that was sent',
    make: async (world) => {
      const monitored = await monitoredAt(world, freshEndpoint(), NOW);
      const state = async () =>
        (await readMonitors(world.store, [monitored.endpointKey], () => undefined))[0];
      return {
        // Whoever is refused reads again, finds it sent, and writes it once more.
        write: async (store) => {
          if (await saveMonitor(store, monitored, { warningsSent: { slow: '1' } })) return true;
          const current = await state();
          return current !== undefined && saveMonitor(store, current, { warningsSent: { slow: '1' } });
        },
        answer: true,
        read: async () => (await state())?.warningsSent,
        state: { slow: '1' },
        next: async (store) =>
          saveMonitor(store, (await state()) ?? monitored, { warningsSent: { slow: '2' } }),
        stateAfterNext: { slow: '2' },
      };
    },
  },
  {
    file: 'monitors.ts',
    name: 'postponeProbe',
    make: async (world) => {
      const monitored = await monitoredAt(world, freshEndpoint(), NOW);
      const { endpointKey: key } = monitored;
      const state = async () => (await readMonitors(world.store, [key], () => undefined))[0];
      return {
        write: (store) => postponeProbe(store, key, later(50_000)).then(() => undefined), // nobody asks
        answer: undefined,
        read: async () => (await state())?.nextProbeAt,
        state: later(50_000).toISOString(),
        next: async (store) =>
          saveMonitor(store, (await state()) ?? monitored, { nextProbeAt: later(100_000).toISOString() }),
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
          const result = await actOnMonitor(over, { endpointKey: key }, { kind: 'stop-monitoring' }, 'Noura');
          return result.outcome;
        },
        answer: 'done',
        answerAgain: 'already',
        read: async () => {
          const [state] = await readMonitors(world.store, [key], () => undefined);
          const { entries } = await readTimeline(world.store, incidentId, { limit: 10 });
          return { monitored: state?.monitored, ended: state?.ended?.actor, lines: entries.length };
        },
        state: { monitored: undefined, ended: 'Noura', lines: 1 },
        next: async (store) => {
          const receivedAt = new Date(Date.now() + 60_000).toISOString();
          await groupNotifications(workOver(world, store), [await keep(world, { endpoint, receivedAt })]);
        },
        stateAfterNext: { monitored: 'on', ended: undefined, lines: 1 },
      };
    },
  },
];
