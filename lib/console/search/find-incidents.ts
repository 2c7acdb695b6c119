import * as z from 'zod';
import type { IncidentFilter } from '../../domain/api/queries.ts';
import type { View } from '../view/view.ts';
import { type Found, matches } from './matches.ts';
import type { ListPart } from './period.ts';
import { isPlaceIn, Place, type Reading, readRun } from './read-lists.ts';

/** Where each run of lists goes on: so each is read in its own order, and none is read twice. */
export const Places = z.array(Place).max(2);
export type Places = z.infer<typeof Places>;

export const arePlacesIn = (runs: readonly ListPart[][], places: Places): boolean =>
  places.length === runs.length && runs.every((parts, index) => isPlaceIn(parts, places[index] ?? 'end'));

export type FoundRow = { value: Found; after: Places };

/** `next`: there may be more behind it. `searchedTo`: no more was read in one go, of what opened before (or after) it. */
export type FoundPage = { rows: FoundRow[]; invalidItem: number; next?: Places; searchedTo?: string };

type Wanted = {
  runs: readonly ListPart[][];
  filter: IncidentFilter;
  limit: number;
  begin: Places | undefined;
  view: View;
};

/** Looks through runs of lists in the order of opening, until a page is full, the lists end, or enough was read. */
export const findIncidents = async (
  reading: Reading,
  { runs, filter, limit, begin, view }: Wanted,
): Promise<FoundPage> => {
  let left = reading.queries;
  const readers = runs.map((parts, index) => readRun(reading, parts, begin?.[index], () => left-- > 0));
  const places = (): Places => readers.map((reader) => reader.place());
  const invalidItem = () => readers.reduce((sum, reader) => sum + reader.invalidItem(), 0);
  const rows: FoundRow[] = [];
  let last: string | undefined;
  for (;;) {
    const heads = await headsOf(readers);
    if (heads === 'cut')
      return {
        rows,
        invalidItem: invalidItem(),
        next: places(),
        ...(last !== undefined && { searchedTo: last }),
      };
    const first = heads.toSorted((a, b) => compareOpening(a.one, b.one, reading.newestFirst))[0];
    if (!first) return { rows, invalidItem: invalidItem() };
    const isWanted = matches(first.one, filter, view);
    if (isWanted && rows.length === limit) {
      const next = rows.at(-1)?.after;
      return { rows, invalidItem: invalidItem(), ...(next && { next }) };
    }
    first.reader.take();
    last = first.one.openedAt;
    if (isWanted) rows.push({ value: first.one, after: places() });
  }
};

type Reader = ReturnType<typeof readRun>;

const headsOf = async (readers: readonly Reader[]): Promise<{ reader: Reader; one: Found }[] | 'cut'> => {
  const heads: { reader: Reader; one: Found }[] = [];
  for (const reader of readers) {
    const one = await reader.head();
    if (one === 'cut') return 'cut';
    if (one !== 'end') heads.push({ reader, one });
  }
  return heads;
};

const compareOpening = (a: Found, b: Found, newestFirst: boolean): number =>
  (newestFirst ? -1 : 1) * (a.openedAt < b.openedAt ? -1 : Number(a.openedAt > b.openedAt));
