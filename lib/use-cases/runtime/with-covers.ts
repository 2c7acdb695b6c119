import { readCovers } from '../../adapters/dynamodb/covers.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import type { Cover } from '../../domain/oncall/cover.ts';
import type { RunContext } from './run-context.ts';

const lastKnown = new WeakMap<Store, Cover[]>(); // of an earlier run in this process

/**
 * The run with the covers as they are now, so that whoever stands in is alerted. A team without people costs no read. If they
 * cannot be read, those last known hold, or the turns alone: the wrong person woken is better than nobody.
 */
export const withCovers = async (run: RunContext): Promise<RunContext> => {
  const { store, oncall, log } = run;
  if (Object.keys(oncall.people).length === 0) return run;
  try {
    lastKnown.set(store, (await readCovers(store)).covers);
  } catch (error) {
    log.error('the covers could not be read; those last known hold', { error });
  }
  return { ...run, oncall: { ...oncall, covers: lastKnown.get(store) ?? oncall.covers } };
};
