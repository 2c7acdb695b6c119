import { ulid } from 'ulid';
import {
  askForTurn,
  lendLease,
  readLease,
  releaseLease,
  takeLease,
  withdrawRequest,
} from '../../../lib/adapters/dynamodb/publisher-lease.ts';
import type { World } from '../world.ts';

import { type Entry, nextHour } from './entry.ts';

const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** Somebody who publishes, in an hour of its own: whoever had the lease before has lost it by then. */
const publishing = async (world: World) => {
  const at = nextHour();
  const [mine, urgent, other] = [ulid(), ulid(), ulid()];
  await takeLease(world.store, mine, at);
  return { at, mine, urgent, other };
};

const shown = (world: World) => async () => {
  const lease = await readLease(world.store);
  return { holder: lease?.holder, lentFrom: lease?.lentFrom, urgentHolder: lease?.urgentHolder };
};

/** Who cannot wait asks for the lease, is lent it, and gives it back. */
export const LEASE: Entry[] = [
  {
    file: 'publisher-lease.ts',
    name: 'askForTurn',
    make: async (world) => {
      const { at, mine, urgent } = await publishing(world);
      return {
        write: (store) => askForTurn(store, urgent, after(at, 1)),
        answer: undefined,
        read: shown(world),
        state: { holder: mine, lentFrom: undefined, urgentHolder: urgent },
        next: async (store) => {
          await lendLease(store, mine, after(at, 2));
          await releaseLease(store, urgent, after(at, 3), mine);
        },
        // A copy would ask again for one who has gone, and keep the lender waiting for nobody.
        stateAfterNext: { holder: mine, lentFrom: undefined, urgentHolder: undefined },
      };
    },
  },
  {
    file: 'publisher-lease.ts',
    name: 'withdrawRequest',
    make: async (world) => {
      const { at, mine, urgent, other } = await publishing(world);
      await askForTurn(world.store, urgent, after(at, 1));
      return {
        write: (store) => withdrawRequest(store, urgent, after(at, 2)),
        answer: undefined,
        read: shown(world),
        state: { holder: mine, lentFrom: undefined, urgentHolder: undefined },
        next: (store) => askForTurn(store, other, after(at, 3)),
        stateAfterNext: { holder: mine, lentFrom: undefined, urgentHolder: other },
      };
    },
  },
  {
    file: 'publisher-lease.ts',
    name: 'lendLease',
    make: async (world) => {
      const { at, mine, urgent } = await publishing(world);
      await askForTurn(world.store, urgent, after(at, 1));
      return {
        write: (store) => lendLease(store, mine, after(at, 2)),
        answer: undefined,
        read: shown(world),
        state: { holder: urgent, lentFrom: mine, urgentHolder: undefined },
        next: (store) => releaseLease(store, urgent, after(at, 3), mine),
        stateAfterNext: { holder: mine, lentFrom: undefined, urgentHolder: undefined },
      };
    },
  },
  {
    file: 'publisher-lease.ts',
    name: 'releaseLease: back to who lent it',
    make: async (world) => {
      const { at, mine, urgent, other } = await publishing(world);
      await askForTurn(world.store, urgent, after(at, 1));
      await lendLease(world.store, mine, after(at, 2));
      return {
        write: (store) => releaseLease(store, urgent, after(at, 3), mine),
        answer: undefined,
        read: shown(world),
        state: { holder: mine, lentFrom: undefined, urgentHolder: undefined },
        next: async (store) => {
          await releaseLease(store, mine, after(at, 4), undefined);
          await takeLease(store, other, after(at, 5));
        },
        stateAfterNext: { holder: other, lentFrom: undefined, urgentHolder: undefined },
      };
    },
  },
];
