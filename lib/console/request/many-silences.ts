import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { chunksOf, type Store } from '../../adapters/dynamodb/store.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { mapWithLimit } from '../../use-cases/runtime/map-limit.ts';

/** One BatchGetItem each, and so many at a time: one after the other, those of a thousand endpoints take ten round trips. */
const READ = { size: 100, width: 5 };

/** The silences of these endpoints, however many. */
export const manySilences = async (
  store: Store,
  some: readonly { endpointKey: string }[],
): Promise<ReadonlyMap<string, Silence>> => {
  const keys = [...new Set(some.map(({ endpointKey }) => endpointKey))];
  const { outputs } = await mapWithLimit(
    chunksOf(keys, READ.size),
    READ.width,
    () => true,
    (chunk) => readSilences(store, chunk),
  );
  return new Map(outputs.flatMap((silences) => [...silences]));
};
