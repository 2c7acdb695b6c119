import { commitMarks } from '../../../lib/adapters/dynamodb/commit-sent-alerts.ts';
import { daysOf } from '../../../lib/adapters/dynamodb/daily-stats.ts';
import { archive, latestIncident } from '../../../lib/adapters/dynamodb/incidents.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import { readTimeline } from '../../../lib/adapters/dynamodb/timeline.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { markAll } from '../../../lib/use-cases/alerting/record-sent.ts';
import { groupNotifications } from '../../../lib/use-cases/grouping/group-notifications.ts';
import { performAction } from '../../../lib/use-cases/incidents/perform-action.ts';
import { close } from '../../../lib/use-cases/incidents/resolve-incident.ts';
import { markOf } from '../open-incidents.ts';
import { freshEndpoint, keep, opened } from '../world.ts';

import { type Entry, later, NOW, workOver } from './entry.ts';

export const INCIDENTS: Entry[] = [
  {
    file: 'conditional-write.ts',
    name: 'commitAction: a note',
    make: async (world) => {
      const { incidentId, endpointKey: key } = await opened(world);
      const note = (store: Store, text: string) =>
        performAction(workOver(world, store), incidentId, { kind: 'note', text }, 'Noura');
      return {
        write: (store) => note(store, 'called').then(({ outcome }) => outcome),
        answer: 'done',
        answerAgain: 'already',
        read: async () => ({
          recentActions: (await latestIncident(world.store, key))?.recentActions?.map(({ text }) => text),
          lines: (await readTimeline(world.store, incidentId, { limit: 10 })).entries.length,
        }),
        state: { recentActions: ['called'], lines: 1 },
        next: (store) => note(store, 'called again'),
        stateAfterNext: { recentActions: ['called', 'called again'], lines: 2 },
      };
    },
  },
  {
    file: 'commit-group.ts',
    name: 'commitGroup: one notification',
    make: async (world) => {
      const endpoint = freshEndpoint();
      const key = endpointKey(endpoint);
      const fields = { endpoint, receivedAt: NOW.toISOString() };
      const first = await keep(world, fields);
      return {
        write: async (store) => (await groupNotifications(workOver(world, store), [first])).failed,
        answer: [],
        read: async () => ({
          count: (await latestIncident(world.store, key))?.count,
          notifications: (await daysOf(world.store, key, 1))[0]?.notifications,
        }),
        state: { count: 1, notifications: 1 },
        next: async (store) => groupNotifications(workOver(world, store), [await keep(world, fields)]),
        stateAfterNext: { count: 2, notifications: 2 },
      };
    },
  },
  {
    file: 'commit-sent-alerts.ts',
    name: 'commitMarks: an alert that was sent',
    make: async (world) => {
      const incident = await opened(world);
      const current = () => latestIncident(world.store, incident.endpointKey);
      return {
        write: (store) => markAll(workOver(world, store), [markOf(incident, NOW)]),
        answer: undefined,
        read: async () => ({
          times: (await current())?.lastSent?.revision,
          at: (await current())?.lastSent?.email?.at,
          alerts: (await readTimeline(world.store, incident.incidentId, { limit: 10 })).entries.length,
        }),
        state: { times: 1, at: NOW.toISOString(), alerts: 1 },
        next: async (store) => commitMarks(store, [markOf((await current()) ?? incident, later(1000))]),
        stateAfterNext: { times: 2, at: later(1000).toISOString(), alerts: 2 },
      };
    },
  },
  {
    file: 'incidents.ts',
    name: 'saveIncident: a closing',
    make: async (world) => {
      const endpoint = freshEndpoint();
      const incident = await opened(world, endpoint);
      return {
        write: async (store) =>
          (await close(workOver(world, store), incident, { kind: 'clock', isRevoked: true })).state,
        answer: 'resolved',
        read: async () => {
          const latest = await latestIncident(world.store, incident.endpointKey);
          return { number: latest?.number, state: latest?.state, version: latest?.version };
        },
        state: { number: 1, state: 'resolved', version: 2 },
        next: async () => opened(world, endpoint),
        stateAfterNext: { number: 2, state: 'open', version: 1 },
      };
    },
  },
  {
    file: 'incidents.ts',
    name: 'archive',
    make: async (world) => {
      const incident = await opened(world);
      const over = await close(world.run, incident, { kind: 'clock', isRevoked: true });
      return {
        write: (store) => archive(store, over, '2026-11').then(() => undefined), // nobody asks whether it did
        answer: undefined,
        read: async () => (await latestIncident(world.store, incident.endpointKey))?.listName,
        state: '2026-11',
        next: async (store) => {
          const receivedAt = incident.openedAt;
          const late = await keep(world, { endpoint: incident.endpoint ?? '', receivedAt });
          await groupNotifications(workOver(world, store), [late]);
        },
        stateAfterNext: 'open',
      };
    },
  },
];
