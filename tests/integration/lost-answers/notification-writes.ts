import { ulid } from 'ulid';
import { countTry, readNotifications } from '../../../lib/adapters/dynamodb/notifications.ts';
import { putNotifications } from '../../../lib/adapters/dynamodb/put-notification.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import type { Notification } from '../../../lib/domain/intake/notification.ts';
import { groupNotifications } from '../../../lib/use-cases/grouping/group-notifications.ts';
import { freshEndpoint, keep } from '../world.ts';

import { type Entry, NOW, workOver } from './entry.ts';

export const NOTIFICATIONS: Entry[] = [
  {
    file: 'notifications.ts',
    name: 'countTry',
    make: async (world) => {
      const notification = await keep(world, { endpoint: freshEndpoint() });
      return {
        write: (store) => countTry(store, notification),
        answer: 1,
        answerAgain: 2, // whoever had no answer failed: the next time is the second
        stateAgain: 2,
        read: async () => (await readNotifications(world.store, [notification]))[0]?.tries,
        state: 1,
        next: (store) => countTry(store, notification),
        stateAfterNext: 2,
      };
    },
  },
  {
    file: 'put-notification.ts',
    name: 'putNotifications: one',
    make: async (world) => {
      const endpoint = freshEndpoint();
      const notification = {
        endpointKey: endpointKey(endpoint),
        id: ulid(),
        source: 'main',
        receivedAt: NOW.toISOString(),
        pending: 1,
        endpoint,
        code: 503,
      };
      return {
        write: (store) => putNotifications(store.client, store.tables.notifications, [notification], 4000),
        answer: undefined,
        read: async () => {
          const [stored] = await readNotifications(world.store, [notification]);
          return { pending: stored?.pending, isGrouped: stored?.incidentId !== undefined };
        },
        state: { pending: 1, isGrouped: false },
        next: (store) => groupNotifications(workOver(world, store), [notification]),
        stateAfterNext: { pending: undefined, isGrouped: true },
      };
    },
  },
  {
    file: 'put-notification.ts',
    name: 'putNotifications: several that came in one body',
    make: async (world) => {
      const one = (): Notification => {
        const endpoint = freshEndpoint();
        const receivedAt = NOW.toISOString();
        const id = ulid();
        return {
          endpointKey: endpointKey(endpoint),
          id,
          source: 'main',
          receivedAt,
          pending: 1,
          endpoint,
          code: 503,
        };
      };
      const both: [Notification, Notification] = [one(), one()];
      return {
        write: (store) => putNotifications(store.client, store.tables.notifications, both, 4000),
        answer: undefined,
        read: async () => (await readNotifications(world.store, both)).map(({ pending }) => pending),
        state: [1, 1],
        next: (store) => groupNotifications(workOver(world, store), both),
        stateAfterNext: [undefined, undefined],
      };
    },
  },
];
