import { commitMarks } from '../../../lib/adapters/dynamodb/commit-sent-alerts.ts';
import { daysOf } from '../../../lib/adapters/dynamodb/daily-stats.ts';
import { latestIncident, shelve } from '../../../lib/adapters/dynamodb/incidents.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import { readTimeline } from '../../../lib/adapters/dynamodb/timeline.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { markAll } from '../../../lib/use-cases/alerting/record-sent.ts';
import { fold } from '../../../lib/use-cases/grouping/group-notifications.ts';
import { act } from '../../../lib/use-cases/incidents/perform-action.ts';
import { close } from '../../../lib/use-cases/incidents/resolve-incident.ts';
import { freshEndpoint, keep } from '../world.ts';

import { type Entry, later, markOf, NOW, opened, workOver } from './entry.ts';

export const INCIDENTS: Entry[] = [
  {
    file: 'commit-action.ts',
    name: 'commitAct: a note',
    make: async (world) => {
      const { incidentId, endpointKey: key } = await opened(world);
      const note = (store: Store, text: string) =>
        act(workOver(world, store), incidentId, { kind: 'note', text }, 'Noura');
      return {
        write: (store) => note(store, 'called').then(({ outcome }) => outcome),
        answer: 'done',
        answerAgain: 'already',
        read: async () => ({
          acts: (await latestIncident(world.store, key))?.acts?.map(({ text }) => text),
          lines: (await readTimeline(world.store, incidentId, { limit: 10 })).entries.length,
        }),
        state: { acts: ['called'], lines: 1 },
        next: (store) => note(store, 'called again'),
        stateAfterNext: { acts: ['called', 'called again'], lines: 2 },
      };
    },
  },
  {
    file: 'commit-group.ts',
    name: 'commitFold: one notification',
    make: async (world) => {
      const endpoint = freshEndpoint();
      const key = endpointKey(endpoint);
      const fields = { endpoint, receivedAt: NOW.toISOString() };
      const first = await keep(world, fields);
      return {
        write: async (store) => (await fold(workOver(world, store), [first])).failed,
        answer: [],
        read: async () => ({
          count: (await latestIncident(world.store, key))?.count,
          notified: (await daysOf(world.store, key, 1))[0]?.notified,
        }),
        state: { count: 1, notified: 1 },
        next: async (store) => fold(workOver(world, store), [await keep(world, fields)]),
        stateAfterNext: { count: 2, notified: 2 },
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
          times: (await current())?.told?.times,
          at: (await current())?.told?.email?.at,
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
    name: 'shelve',
    make: async (world) => {
      const incident = await opened(world);
      const over = await close(world.work, incident, { kind: 'clock', isRevoked: true });
      return {
        write: (store) => shelve(store, over, '2026-11').then(() => undefined), // nobody asks whether it did
        answer: undefined,
        read: async () => (await latestIncident(world.store, incident.endpointKey))?.shelf,
        state: '2026-11',
        next: async (store) => {
          const receivedAt = incident.openedAt;
          const late = await keep(world, { endpoint: incident.endpoint ?? '', receivedAt });
          await fold(workOver(world, store), [late]);
        },
        stateAfterNext: 'open',
      };
    },
  },
];
