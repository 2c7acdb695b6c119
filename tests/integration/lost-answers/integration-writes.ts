import { ulid } from 'ulid';
import {
  dropDue,
  enqueue,
  readQueue,
  releaseQueue,
  takeQueue,
} from '../../../lib/adapters/dynamodb/integration-queues.ts';
import type { Due } from '../../../lib/domain/integrations/delivered.ts';
import { type Entry, later, NOW } from './entry.ts';

const LEASE_MS = 60_000;
const due: Due = { incidentId: 'orders-1', kind: 'opened', level: 1, reason: '', at: NOW.toISOString() };

export const INTEGRATIONS: Entry[] = [
  {
    file: 'integration-queues.ts',
    name: 'enqueue: what a tool has to be told',
    make: async (world) => {
      const integration = ulid();
      return {
        write: (store) => enqueue(store, integration, [['orders-1', due]]),
        answer: undefined,
        read: async () =>
          Object.keys((await readQueue(world.store, integration))?.due.entries ?? {}).toSorted(),
        state: ['orders-1'],
        // A copy that comes after it was told queues it again, and whoever takes it up finds its news told.
        next: (store) => enqueue(store, integration, [['menu-2', due]]),
        stateAfterNext: ['menu-2', 'orders-1'],
      };
    },
  },
  {
    file: 'integration-queues.ts',
    name: 'takeQueue, dropDue: the right to post, and what is settled',
    make: async (world) => {
      const [integration, mine, other] = [ulid(), ulid(), ulid()];
      await enqueue(world.store, integration, [['orders-1', due]]);
      const read = async () => {
        const queue = await readQueue(world.store, integration);
        return [queue?.holder, Object.keys(queue?.due.entries ?? {})];
      };
      return {
        write: async (store) => {
          const taken = await takeQueue(store, integration, mine, NOW, LEASE_MS);
          return [taken?.holder, await dropDue(store, integration, mine, ['orders-1'])];
        },
        answer: [mine, true],
        read,
        state: [mine, []],
        next: async (store) => {
          await releaseQueue(store, integration, mine);
          await takeQueue(store, integration, other, later(1), LEASE_MS);
        },
        stateAfterNext: [other, []],
      };
    },
  },
];
