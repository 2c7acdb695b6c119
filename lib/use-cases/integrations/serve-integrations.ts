import { readQueue } from '../../adapters/dynamodb/integration-queues.ts';
import type { Due } from '../../domain/integrations/delivered.ts';
import type { Integration } from '../../domain/integrations/integration.ts';
import { withCovers } from '../runtime/with-covers.ts';
import type { IntegrationRun } from './context.ts';
import { deliverDue } from './deliver-due.ts';
import { queueAlerts } from './queue-alerts.ts';
import { tellHealth } from './tell-health.ts';

/** What came of a run: how many integrations fail now. Throws, after all were served, where the tables failed. */
export type Served = { failing: number };

/**
 * Writes down what each integration has to be given, gives it to them side by side, and tells people of those that fail:
 * none waits for another. Without alerts it is the clock's run, which takes up what earlier ones left.
 */
export const serveIntegrations = async (
  given: IntegrationRun,
  integrations: readonly Integration[],
  alerts: readonly (readonly [key: string, due: Due])[],
  runId: string,
): Promise<Served> => {
  const run = { ...given, oncall: (await withCovers(given)).oncall }; // posts say who is on duty
  const queued = await Promise.allSettled(integrations.map(({ name }) => queueAlerts(run, name, alerts)));
  const served = await Promise.allSettled(
    integrations.map(async (integration) => {
      await deliverDue(run, integration);
      return (await readQueue(run.store, integration.name))?.failingSince !== undefined;
    }),
  );
  // Mails go out one after the other: each takes the publisher's lease.
  for (const integration of integrations) await tellHealth(run, integration, `${runId}/${integration.name}`);
  const broken = [...queued, ...served].filter((one) => one.status === 'rejected');
  if (broken.length > 0)
    throw new AggregateError(
      broken.map(({ reason }): unknown => reason),
      'an integration could not be served; what is due stays due, and what was not queued comes again',
    );
  return { failing: served.filter((one) => one.status === 'fulfilled' && one.value).length };
};
