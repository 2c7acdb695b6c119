/* Code that fails, in shapes that a minifier writes in others. trace.test.ts reads where. */

const refuse = (why: string, value: unknown): never => {
  throw new TypeError(`refused by a function: ${why} ${String(value)}`);
};

class Account {
  readonly #limit = 3;
  #used = 0;

  take(amount: number): number {
    const left = this.#limit - this.#used - amount;
    if (left < 0) throw new RangeError('refused by a method');
    this.#used += amount;
    return left;
  }
}

const limitOf = (value: unknown): number => {
  if (typeof value === 'number') return value;
  if (value === null) throw new Error('refused by a branch');
  return value === undefined ? 0 : refuse('no number', value);
};

const slow = async (value: number): Promise<number> => {
  await Promise.resolve();
  for (const one of [value, value + 1]) {
    const isOdd = one % 2 === 1;
    if (isOdd) throw new Error('refused in a loop, later');
  }
  return value;
};

/** Each ends in one of the errors above, in their order. */
export const FAILURES: readonly (() => unknown)[] = [
  () => limitOf('many'),
  () => [1, 2, 3].map((amount, _, all) => new Account().take(amount + all.length)),
  () => limitOf(null),
  () => slow(2),
];
