import { enqueue } from '../../adapters/dynamodb/integration-queues.ts';
import { chunksOf } from '../../adapters/dynamodb/store.ts';
import type { Due } from '../../domain/integrations/delivered.ts';
import type { Integration } from '../../domain/integrations/integration.ts';
import type { RunContext } from '../runtime/run-context.ts';

/** As many as a digest has, so that one write holds them. */
const AT_ONCE = 45;

/**
 * Writes down for each integration what it has to be given, before anything is posted: from then on a run that dies loses
 * nothing.
 */
export const queueAlerts = async (
  { store }: Pick<RunContext, 'store'>,
  integrations: readonly Pick<Integration, 'name'>[],
  alerts: readonly (readonly [key: string, due: Due])[],
): Promise<void> => {
  if (alerts.length === 0) return;
  await Promise.all(
    integrations.map(async ({ name }) => {
      for (const chunk of chunksOf(alerts, AT_ONCE)) await enqueue(store, name, chunk);
    }),
  );
};
