/** The leading items that have room together, in whatever unit `sizeOf` counts. */
export const fitting = <Item>(
  items: readonly Item[],
  sizeOf: (item: Item) => number,
  room: number,
): Item[] => {
  let used = 0;
  const end = items.findIndex((item) => {
    used += sizeOf(item);
    return used > room;
  });
  return end < 0 ? [...items] : items.slice(0, end);
};
