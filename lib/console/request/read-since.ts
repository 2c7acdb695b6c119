import { readReadable } from '../../adapters/dynamodb/list-incidents.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import { compareStandings, standingOf } from '../view/standing.ts';
import type { OpenCount, Since } from '../view/up-to-date.ts';
import type { View } from '../view/view.ts';
import type { Sizes } from './count-open.ts';
import { manySilences } from './many-silences.ts';
import { openedSince } from './opened-since.ts';

/**
 * What a count ranked first and what has opened since, as they are now. Undefined if so much has opened that it is better
 * counted again.
 */
export const readSince = async (
  store: Store,
  count: OpenCount,
  sizes: Sizes,
  view: View,
): Promise<Since | undefined> => {
  const best = [...count.best.values()];
  const known = [...best, ...count.beside];
  const [opened, read, silences] = await Promise.all([
    openedSince(store, count),
    readReadable(store, known),
    manySilences(store, best),
  ]);
  if (!opened) return undefined;
  const more = await mostUrgentOf(store, opened, sizes, view);
  return {
    read: [...read, ...more.read],
    opened,
    silences: new Map([...silences, ...more.silences]),
    invalidItem: known.length - read.length + more.invalidItem,
  };
};

/** Of what has opened, what might be shown, whole; and the silences of all. */
const mostUrgentOf = async (
  store: Store,
  opened: Since['opened'],
  { worst, over }: Sizes,
  view: View,
): Promise<Omit<Since, 'opened'>> => {
  if (opened.length === 0) return { read: [], silences: new Map(), invalidItem: 0 };
  const silences = await manySilences(store, opened);
  const standing = opened
    .map((one) => ({ one, ...standingOf(one, silences.get(one.endpointKey), view) }))
    .toSorted(compareStandings);
  const isBeside = ({ attention }: (typeof standing)[number]): boolean =>
    attention === 'test' || attention === 'over';
  // Twice as many as are shown, in case some cannot be read whole.
  const wanted = [
    ...standing.filter((one) => !isBeside(one)).slice(0, 2 * worst),
    ...standing.filter(isBeside).slice(0, 2 * over),
  ].map(({ one }) => one);
  const read = await readReadable(store, wanted);
  return { read, silences, invalidItem: wanted.length - read.length };
};
