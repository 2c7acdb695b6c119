import * as z from 'zod';
import { readSummaries } from '../../adapters/dynamodb/incident-summaries.ts';
import { Cursor, readList } from '../../adapters/dynamodb/list-incidents.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import type { Found } from './matches.ts';
import type { ListPart } from './period.ts';

/** How lists are read: whole incidents or their short form, so many at a time, at most so many times. */
export type Reading = {
  store: Store;
  isWhole: boolean;
  newestFirst: boolean;
  limit?: number;
  queries: number;
};

type Chunk = { items: readonly Found[]; invalidItem: number; next?: Cursor };

const readPart = async (
  { store, isWhole, newestFirst, limit }: Reading,
  { list, opened }: ListPart,
  after: Cursor | undefined,
): Promise<Chunk> => {
  if (isWhole) {
    // Whatever the limit, a page of DynamoDB ends after 1 MB.
    const page = await readList(store, list, { newestFirst, after, limit: limit ?? WHOLE_AT_ONCE }, opened);
    return { ...page, items: page.incidents };
  }
  const page = await readSummaries(store, list, { newestFirst, after, limit, opened });
  return { ...page, items: page.summaries };
};

const WHOLE_AT_ONCE = 1000;

/** Where a run of lists goes on: in which of them, and behind which incident. `end`: it is read. */
export const Place = z.union([
  z.literal('end'),
  z.strictObject({ list: z.string().max(16), after: Cursor.optional() }),
]);
export type Place = z.infer<typeof Place>;

/** Whether a place is one of a run's: of an address that somebody wrote it need not be. */
export const isPlaceIn = (parts: readonly ListPart[], place: Place): boolean => {
  if (place === 'end') return true;
  const part = parts.find(({ list }) => list === place.list);
  const { opened } = part ?? {};
  const at = place.after?.openedAt;
  return part !== undefined && (!opened || at === undefined || (at >= opened.from && at <= `${opened.to}~`));
};

/** Reads a run of lists one incident after another. `spend` answers whether one more query may be made. */
export const readRun = (
  reading: Reading,
  parts: readonly ListPart[],
  begin: Place | undefined,
  spend: () => boolean,
) => {
  const order = reading.newestFirst ? parts : parts.toReversed();
  let place: Place = begin ?? (order[0] ? { list: order[0].list } : 'end');
  let buffer: Found[] = [];
  let next: Cursor | undefined;
  let isRead = false;
  let invalidItem = 0;

  const read = async (): Promise<boolean> => {
    if (place === 'end' || !spend()) return false;
    const { list, after } = place;
    const part = order.find((one) => one.list === list);
    if (!part) throw new Error(`no list ${list} in this run`);
    const chunk = await readPart(reading, part, after);
    buffer = [...chunk.items];
    next = chunk.next;
    isRead = true;
    invalidItem += chunk.invalidItem;
    return true;
  };

  /** Behind a page: the rest of its list, or the next list. */
  const goOn = (): void => {
    if (place === 'end') return;
    const { list } = place;
    const following = order[order.findIndex((one) => one.list === list) + 1];
    place = next ? { list, after: next } : following ? { list: following.list } : 'end';
    isRead = false;
  };

  return {
    invalidItem: () => invalidItem,
    place: () => place,
    /** The next incident, `end`, or `cut` where no more may be read. */
    head: async (): Promise<Found | 'end' | 'cut'> => {
      for (;;) {
        const [first] = buffer;
        if (first) return first;
        if (isRead) goOn();
        if (place === 'end') return 'end';
        if (!(await read())) return 'cut';
      }
    },
    take: (): void => {
      const one = buffer.shift();
      if (!one || place === 'end') return;
      const { endpointKey, number, openedAt } = one;
      place = { list: place.list, after: { endpointKey, number, openedAt } };
      if (buffer.length === 0) goOn();
    },
  };
};
