import type { Change } from './change.ts';

/** What became of a change that was given to the intake. */
export type Answer = 'taken' | 'changed-meanwhile' | { refused: string };

/** How a change is to be taken. */
export type How = {
  /** Whether to hand it to the kitchen. Otherwise it is only recorded: nobody wants an order of two hours ago cooked. */
  cook: boolean;
  /** The `updatedAt` of what it replaces, as it was read before; undefined if there was nothing. */
  over: string | undefined;
};

/** The merchant's side. Nothing here is known to this project: each of these is yours to fill in. */
export type Merchant = {
  /** The families that you can list, such as `orders`. Windows of others are reported as not handled. */
  families: readonly string[];
  /**
   * All of a family that was created or changed at `from` or later, page by page; `to` is when the last known event was lost.
   * A listing returns states and not events: what was lost and has changed since is found under its new time. So rather return
   * what is newer than `to` as well. Each entry has to become `{ id, createdAt, updatedAt, data }`, times in ISO 8601; which
   * fields of Flavours' lists these are has to be seen at Flavours. Order, duplicates and older entries do no harm.
   */
  listChanged(family: string, from: Date, to: Date): AsyncIterable<readonly unknown[]>;
  /** What your own system holds under this id: when that was last changed at Flavours; undefined if it holds nothing. */
  known(family: string, id: string): Promise<{ updatedAt: string } | undefined>;
  /**
   * Your own intake, the one that the webhook feeds too. It takes a change only if what it holds is still `how.over`, and
   * answers `changed-meanwhile` if not: so that an order is there once, whoever brings it. `refused` is tried again only
   * when a person releases the job; an error is tried again by itself.
   */
  give(family: string, change: Change, how: How): Promise<Answer>;
};

const yours = (what: string): never => {
  throw new Error(`examples/recovery/merchant.ts: ${what} is yours to fill in`);
};

/** Until you fill it in, each window waits in the queue, and then in its dead-letter queue: none is lost. */
export const merchant: Merchant = {
  families: ['orders'],
  listChanged: () => yours('listChanged'),
  known: async () => yours('known'),
  give: async () => yours('give'),
};
