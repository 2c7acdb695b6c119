import type { Change } from '../../../examples/recovery/change.ts';
import type { Answer, How, Merchant } from '../../../examples/recovery/merchant.ts';

/** One order as a list shows it: its state now, whatever events led to it. */
export type Order = { id: string | undefined; createdAt: string; updatedAt: string };

/** What the intake accepted, in order. */
export type Taken = { id: string; updatedAt: string; cook: boolean };

const PAGE = 3;

/** A merchant with a list at Flavours and an intake of its own, both pretended; `step` is where a crash may come. */
export class PretendMerchant implements Merchant {
  readonly families = ['orders'];
  readonly orders: Order[] = [];
  readonly taken: Taken[] = [];
  readonly holds = new Map<string, string>();
  readonly refuses = new Set<string>();
  listings = 0;
  step: <Result>(effect: () => Promise<Result>) => Promise<Result> = (effect) => effect();

  /** Newest first, page by page, with its last entry once more at the head of the next page; and everything that is older. */
  async *listChanged(): AsyncGenerator<readonly unknown[]> {
    this.listings += 1;
    const all = this.orders
      .toSorted((one, other) => other.updatedAt.localeCompare(one.updatedAt))
      .map((order) => ({ ...order, data: order }));
    for (let from = 0; from < all.length; from += PAGE)
      yield await this.step(async () => all.slice(Math.max(0, from - 1), from + PAGE));
  }

  known(_: string, id: string): Promise<{ updatedAt: string } | undefined> {
    return this.step(async () => {
      const updatedAt = this.holds.get(id);
      return updatedAt === undefined ? undefined : { updatedAt };
    });
  }

  give(_: string, { id, updatedAt }: Change, { cook, over }: How): Promise<Answer> {
    return this.step(async () => {
      if (this.refuses.has(id)) return { refused: 'the branch is closed' };
      if (this.holds.get(id) !== over) return 'changed-meanwhile';
      this.holds.set(id, updatedAt);
      this.taken.push({ id, updatedAt, cook });
      return 'taken';
    });
  }
}

/** A place in a run where a function is stopped: no line of it runs any more, whatever it was about to do. */
export class CrashPlan {
  /** Resolves when the function is stopped. */
  readonly crashed: Promise<'crashed'>;
  readonly #at: number;
  readonly #isAfter: boolean;
  #stop: (value: 'crashed') => void = () => undefined;
  #isStopped = false;
  steps = 0;

  constructor(at: number, isAfter: boolean) {
    this.#at = at;
    this.#isAfter = isAfter;
    this.crashed = new Promise((resolve) => {
      this.#stop = resolve;
    });
  }

  /** Runs one step that is awaited; at the planned one the function ends, before its effect or after it. */
  async step<Result>(effect: () => Promise<Result>): Promise<Result> {
    if (this.#isStopped) return never();
    const isHere = this.steps++ === this.#at;
    if (isHere && !this.#isAfter) return this.#end();
    const result = await effect();
    return isHere ? this.#end() : result;
  }

  #end(): Promise<never> {
    this.#isStopped = true;
    this.#stop('crashed');
    return never();
  }
}

const never = (): Promise<never> => new Promise(() => undefined);
