import { decodeTime, isValid } from 'ulid';
import { listPending } from '../../lib/adapters/dynamodb/list-pending.ts';
import { type NotificationKey, readNotifications } from '../../lib/adapters/dynamodb/notifications.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import type { StoreContext } from '../../lib/use-cases/runtime/run-context.ts';
import { type GaveUp, gaveUpIn } from './batch-pointer.ts';
import type { DeadLetter } from './dead-letters.ts';

const PENDING_PER_SHARD = 5000;
/**
 * The time between the id (receive's clock) and the record's arrival: receive's time limit, and clocks that differ.
 */
const MARGIN_MS = 60_000;

/** The outcome of a redrive. `unreadable` are not pointers; `kept` is everything that must stay in the queue. */
export type Replayed = {
  gaveUp: GaveUp[];
  grouped: number;
  stillPending: number;
  unreadable: number;
  done: DeadLetter[];
  kept: DeadLetter[];
};

/**
 * Makes sure that nothing the stream gave up is still pending. The pointers only say when: the truth is in the table,
 * where each notification is its own exactly-once marker, so this may run any number of times beside anything.
 */
export const replay = async (run: StoreContext, letters: readonly DeadLetter[]): Promise<Replayed> => {
  const read = letters.map((one) => ({ one, gaveUp: gaveUpIn(one.text) }));
  const pointers = read.flatMap(({ one, gaveUp }) => (gaveUp ? [{ one, gaveUp }] : []));
  const latest = Math.max(...pointers.map(({ gaveUp }) => gaveUp.to));
  const { grouped, left } = pointers.length > 0 ? await groupUntil(run, latest) : { grouped: 0, left: [] };
  const isDone = ({ to }: GaveUp): boolean => left.every((key) => !isBefore(key, to));
  return {
    gaveUp: pointers.map(({ gaveUp }) => gaveUp),
    grouped,
    stillPending: left.length,
    unreadable: letters.length - pointers.length,
    done: read.filter(({ gaveUp }) => gaveUp && isDone(gaveUp)).map(({ one }) => one),
    kept: read.filter(({ gaveUp }) => !gaveUp || !isDone(gaveUp)).map(({ one }) => one),
  };
};

/**
 * Groups what arrived before `time` and is pending, as long as that makes progress. Returns what could not be
 * grouped.
 */
const groupUntil = async (
  run: StoreContext,
  time: number,
): Promise<{ grouped: number; left: NotificationKey[] }> => {
  for (let grouped = 0; ; ) {
    const keys = (await listPending(run.store, PENDING_PER_SHARD)).filter((key) => isBefore(key, time));
    // The index lags, so each notification is read to see whether it is still pending.
    const pending = (await readNotifications(run.store, keys)).filter((one) => one.pending !== undefined);
    if (pending.length === 0) return { grouped, left: [] };
    const { failed } = await groupNotifications(run, pending);
    grouped += pending.length - failed.length;
    if (failed.length === pending.length) return { grouped, left: failed };
  }
};

const isBefore = ({ id }: NotificationKey, time: number): boolean =>
  !isValid(id) || decodeTime(id) <= time + MARGIN_MS;
