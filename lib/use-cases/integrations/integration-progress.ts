import { readDelivered } from '../../adapters/dynamodb/delivered-states.ts';
import { readQueue } from '../../adapters/dynamodb/integration-queues.ts';
import { incidentKeyOf } from '../../domain/incidents/incident.ts';
import type { StoreContext } from '../runtime/run-context.ts';

/** Whether an integration was told of an incident, when it took the post, and otherwise what it answered last. */
export type IntegrationProgress = { isPosted: boolean; failure?: string };

/** How far one integration is with one incident. */
export const integrationProgress = async (
  { store }: Pick<StoreContext, 'store'>,
  integration: string,
  incidentId: string,
): Promise<IntegrationProgress> => {
  const key = incidentKeyOf(incidentId);
  const delivered = key && (await readDelivered(store, integration, [key]))(key);
  if (delivered) return { isPosted: true };
  const failure = (await readQueue(store, integration))?.failure;
  return { isPosted: false, ...(failure !== undefined && { failure }) };
};
