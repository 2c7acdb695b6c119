type Task = () => void | Promise<void>;
type Event = { at: number; order: number; task: Task };

/** A planned event that can be cancelled. */
export type Planned = { cancel(): void };

/** Lets all promises that can continue do so: their callbacks run before a turn of the event loop. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Virtual time. One event happens at a time, and the next only after everything that followed from it is waiting
 * again: so a run depends on the seed alone, and hours of quiet cost nothing.
 */
export class Timeline {
  #now: number;
  #order = 0;
  readonly #queue: Event[] = [];

  constructor(startMs: number) {
    this.#now = startMs;
  }

  get now(): number {
    return this.#now;
  }

  after(delayMs: number, task: Task): Planned {
    const event: Event = { at: this.#now + Math.max(0, delayMs), order: this.#order++, task };
    this.#insert(event);
    return {
      cancel: () => {
        event.task = () => undefined;
      },
    };
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(delayMs, resolve);
    });
  }

  /** Runs what is planned until `at`, and then it is `at`. */
  async runTo(at: number): Promise<void> {
    for (let next = this.#queue[0]; next && next.at <= at; next = this.#queue[0]) {
      this.#remove();
      this.#now = next.at;
      await next.task();
      await settle();
    }
    this.#now = Math.max(this.#now, at);
  }

  /** Runs until `promise` is settled, which must depend on nothing but this timeline. */
  async runUntil<Value>(promise: Promise<Value>): Promise<Value> {
    let isSettled = false;
    const done = promise.finally(() => {
      isSettled = true;
    });
    done.catch(() => undefined); // it is awaited below; until then it must not count as unheard
    await settle();
    while (!isSettled) {
      const next = this.#queue[0];
      if (!next) throw new Error('virtual time stands still: something waits that nothing will wake');
      await this.runTo(next.at);
    }
    return done;
  }

  // A binary heap: a storm plans thousands of events.
  #insert(event: Event): void {
    const queue = this.#queue;
    let index = queue.push(event) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #remove(): void {
    const queue = this.#queue;
    this.#swap(0, queue.length - 1);
    queue.pop();
    for (let index = 0; ; ) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      let first = index;
      if (left < queue.length && this.#isBefore(left, first)) first = left;
      if (right < queue.length && this.#isBefore(right, first)) first = right;
      if (first === index) return;
      this.#swap(first, index);
      index = first;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#queue[one], this.#queue[other]];
    if (!a || !b) return false;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#queue[one], this.#queue[other]];
    if (!a || !b) return;
    this.#queue[one] = b;
    this.#queue[other] = a;
  }
}
