/** Keeps the first `limit` of however many values, in order, without holding the others. */
export const keepBest = <Value>(limit: number, order: (a: Value, b: Value) => number) => {
  let kept: Value[] = [];
  const list = (): Value[] => kept.toSorted(order).slice(0, limit);
  return {
    add: (value: Value): void => {
      kept.push(value);
      if (kept.length >= 2 * limit + 100) kept = list();
    },
    list,
  };
};
