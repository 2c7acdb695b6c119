import { decodeTime, isValid } from 'ulid';
import { listReadablePending } from '../../adapters/dynamodb/list-pending.ts';
import { type NotificationKey, readNotifications } from '../../adapters/dynamodb/notifications.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { groupNotifications } from '../grouping/group-notifications.ts';
import type { RunContext } from '../runtime/run-context.ts';

const PENDING_PER_SHARD = 5000;
/** Each may hold a message of 16 KiB. */
const READ_AT_ONCE = 500;

/** Groups what the stream missed, page by page, as long as time allows; may be called again to continue. */
export class Missed {
  readonly #run: RunContext;
  #waiting: NotificationKey[] = [];
  #failed = 0;
  /** Why parts of the index could not be read. Whatever can be read is grouped first. */
  #errors: unknown[] = [];
  pending = 0;

  constructor(run: RunContext) {
    this.#run = run;
  }

  /** Finds what has been pending for longer than `ageMs`. Returns the age of the oldest, in seconds. */
  async find(pendingAgeMs: number): Promise<number> {
    const now = this.#run.now();
    const { keys, errors } = await listReadablePending(this.#run.store, PENDING_PER_SHARD);
    const due = keys.filter((key) => Math.abs(ageMs(key, now)) >= pendingAgeMs);
    this.#waiting = due;
    this.pending = due.length;
    this.#errors = errors;
    return Math.round(due.reduce((oldest, key) => Math.max(oldest, ageMs(key, now)), 0) / 1000);
  }

  get hasMore(): boolean {
    return this.#waiting.length > 0;
  }

  /** How many are still pending: those that failed and those that were not reached. */
  get left(): number {
    return this.#failed + this.#waiting.length;
  }

  /** Throws what kept part of the index from being read. */
  throwUnread(): void {
    const [error] = this.#errors;
    if (error !== undefined) throw error;
  }

  /** Groups until nothing is left, or `mayGoOn` says no; hands over the incidents of each page. */
  async group(mayGoOn: () => boolean, onIncidents: (incidents: Incident[]) => Promise<void>): Promise<void> {
    while (this.#waiting.length > 0 && mayGoOn()) {
      const page = this.#waiting.splice(0, READ_AT_ONCE);
      const read = await readNotifications(this.#run.store, page);
      const missed = read.filter(({ pending }) => pending !== undefined);
      const { incidents, failed } = await groupNotifications(this.#run, missed, mayGoOn);
      this.#failed += failed.length;
      await onIncidents(incidents);
    }
  }
}

/**
 * By the id's time. One from a clock that was ahead counts as old as it seems young, so that it does not wait for
 * ever.
 */
const ageMs = ({ id }: NotificationKey, now: Date): number =>
  isValid(id) ? now.getTime() - decodeTime(id) : now.getTime();
