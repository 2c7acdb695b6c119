import type { Store } from '../../adapters/dynamodb/store.ts';
import { KEPT_MS, type OpenCount } from '../view/up-to-date.ts';

type Place = { count?: OpenCount };

/** By store, so that two stacks in one process never see each other's. */
const places = new WeakMap<Store, Place>();

/**
 * Where a count of this store is kept. Whoever counts asks for it before: what is forgotten meanwhile was another place,
 * and a count from before an act is kept nowhere.
 */
export const placeOf = (store: Store): Place => {
  const place = places.get(store) ?? {};
  places.set(store, place);
  return place;
};

/** The count that is kept, unless it is too old or from a time that has not come. */
export const keptCount = ({ count }: Place, now: number): OpenCount | undefined =>
  count && now >= count.at && now - count.at < KEPT_MS ? count : undefined;

/** Keeps a count, unless a later one was faster; one from a clock that was ahead gives way. */
export const keepCount = (place: Place, count: OpenCount): void => {
  const laterMs = place.count ? place.count.at - count.at : 0;
  if (laterMs <= 0 || laterMs >= KEPT_MS) place.count = count;
};

/** After an act, what is open is counted again. */
export const forgetCount = (store: Store): void => {
  places.delete(store);
};
