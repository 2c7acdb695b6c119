import { readReadable } from '../../adapters/dynamodb/list-incidents.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import type { OpenIncidents } from '../view/lists.ts';
import { type OpenCount, type Since, upToDate } from '../view/up-to-date.ts';
import type { View } from '../view/view.ts';
import { countOpen, isKept, type Sizes } from './count-open.ts';
import { keepCount, keptCount, placeOf } from './kept-count.ts';
import { readSince } from './read-since.ts';

/**
 * What is open, all told, and the most urgent of it whole. Where so much is open that counting it takes long, a count serves
 * for a while: what it ranked first, and what has opened since, is read each time.
 */
export const openIncidents = async (store: Store, sizes: Sizes, view: View): Promise<OpenIncidents> => {
  const place = placeOf(store);
  const kept = keptCount(place, view.now);
  const since = kept && (await readSince(store, kept, sizes, view));
  if (kept && since) {
    const { isCertain, ...now } = upToDate(kept, since, sizes, view);
    if (isCertain) return openOf(kept, since, now);
  }
  const { count, silences } = await countOpen(store, sizes, view);
  if (isKept(count)) keepCount(place, count);
  const keys = [...count.best.values(), ...count.beside];
  const read = await readReadable(store, keys);
  const counted = { read, opened: [], silences, invalidItem: keys.length - read.length };
  return openOf(count, counted, upToDate(count, counted, sizes, view));
};

const openOf = (
  count: OpenCount,
  { silences, invalidItem }: Since,
  { totals, worst, over, tests }: Omit<ReturnType<typeof upToDate>, 'isCertain'>,
): OpenIncidents => ({
  ...totals,
  isWhole: count.isWhole,
  ...(isKept(count) && { countedAt: count.at }),
  worst,
  over,
  tests,
  silences,
  invalidItem: count.invalidItem + invalidItem,
});
