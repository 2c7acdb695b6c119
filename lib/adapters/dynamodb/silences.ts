import { unmarshall } from '@aws-sdk/util-dynamodb';
import { Silence } from '../../domain/incidents/silence.ts';
import { type Item, readItems, type Store, toItem } from './store.ts';

/**
 * Silences by endpoint, read consistently. An item of another form counts as none: better an alert than hiding one.
 */
export const readSilences = async (
  store: Store,
  endpointKeys: readonly string[],
): Promise<ReadonlyMap<string, Silence>> => {
  const keys = [...new Set(endpointKeys)].map((endpointKey) => toItem({ endpointKey, item: 'silence' }));
  const items = await readItems(store, store.tables.endpoints, keys);
  return new Map(
    items
      .map(silenceIn)
      .filter((silence) => silence !== undefined)
      .map((silence) => [silence.endpointKey, silence]),
  );
};

/**
 * Undefined if the item is not a silence, or holds a number that JavaScript cannot represent: it must not hide the
 * others.
 */
const silenceIn = (item: Item): Silence | undefined => {
  try {
    return Silence.safeParse(unmarshall(item)).data;
  } catch {
    return undefined;
  }
};
