import { enqueue } from '../../adapters/dynamodb/integration-queues.ts';
import { chunksOf } from '../../adapters/dynamodb/store.ts';
import type { Due } from '../../domain/integrations/delivered.ts';
import type { RunContext } from '../runtime/run-context.ts';

/** As many as a digest has, so that one write holds them. */
const AT_ONCE = 45;

/**
 * Writes down what an integration has to be given, before anything is posted: from then on a run that dies loses nothing.
 * The same alerts again change nothing.
 */
export const queueAlerts = async (
  { store }: Pick<RunContext, 'store'>,
  integration: string,
  alerts: readonly (readonly [key: string, due: Due])[],
): Promise<void> => {
  for (const chunk of chunksOf(alerts, AT_ONCE)) await enqueue(store, integration, chunk);
};
