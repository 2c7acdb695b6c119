import { decodeTime, isValid } from 'ulid';
import { listPending } from '../../lib/adapters/dynamodb/list-pending.ts';
import { type NotificationKey, readNotifications } from '../../lib/adapters/dynamodb/notifications.ts';
import { fold } from '../../lib/use-cases/grouping/group-notifications.ts';
import type { FoldWork } from '../../lib/use-cases/runtime/run-context.ts';
import { type GaveUp, gaveUpIn } from './batch-pointer.ts';
import type { Held } from './dead-letters.ts';

const PENDING_PER_SHARD = 5000;
/**
 * The time between the id (receive's clock) and the record's arrival: receive's time limit, and clocks that differ.
 */
const MARGIN_MS = 60_000;

/** The outcome of a redrive. `unreadable` are not pointers; `kept` is everything that must stay in the queue. */
export type Replayed = {
  gaveUp: GaveUp[];
  folded: number;
  stillPending: number;
  unreadable: number;
  done: Held[];
  kept: Held[];
};

/**
 * Makes sure that nothing the stream gave up is still pending. The pointers only say when: the truth is in the table,
 * where each notification is its own exactly-once marker, so this may run any number of times beside anything.
 */
export const replay = async (work: FoldWork, held: readonly Held[]): Promise<Replayed> => {
  const read = held.map((one) => ({ one, gaveUp: gaveUpIn(one.text) }));
  const pointers = read.flatMap(({ one, gaveUp }) => (gaveUp ? [{ one, gaveUp }] : []));
  const latest = Math.max(...pointers.map(({ gaveUp }) => gaveUp.to));
  const { folded, left } = pointers.length > 0 ? await foldUntil(work, latest) : { folded: 0, left: [] };
  const isDone = ({ to }: GaveUp): boolean => left.every((key) => !isBefore(key, to));
  return {
    gaveUp: pointers.map(({ gaveUp }) => gaveUp),
    folded,
    stillPending: left.length,
    unreadable: held.length - pointers.length,
    done: read.filter(({ gaveUp }) => gaveUp && isDone(gaveUp)).map(({ one }) => one),
    kept: read.filter(({ gaveUp }) => !gaveUp || !isDone(gaveUp)).map(({ one }) => one),
  };
};

/**
 * Groups what arrived before `time` and is pending, as long as that makes progress. Returns what could not be
 * grouped.
 */
const foldUntil = async (
  work: FoldWork,
  time: number,
): Promise<{ folded: number; left: NotificationKey[] }> => {
  for (let folded = 0; ; ) {
    const keys = (await listPending(work.store, PENDING_PER_SHARD)).filter((key) => isBefore(key, time));
    // The index lags, so each notification is read to see whether it is still pending.
    const pending = (await readNotifications(work.store, keys)).filter((one) => one.pending !== undefined);
    if (pending.length === 0) return { folded, left: [] };
    const { failed } = await fold(work, pending);
    folded += pending.length - failed.length;
    if (failed.length === pending.length) return { folded, left: failed };
  }
};

const isBefore = ({ id }: NotificationKey, time: number): boolean =>
  !isValid(id) || decodeTime(id) <= time + MARGIN_MS;
