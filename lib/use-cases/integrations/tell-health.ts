import { readQueue, recordMailed } from '../../adapters/dynamodb/integration-queues.ts';
import { waitingOf } from '../../domain/integrations/batch.ts';
import { mailDue } from '../../domain/integrations/health.ts';
import type { Integration } from '../../domain/integrations/integration.ts';
import { integrationMail } from '../../messages/integrations/integration-mail.ts';
import { withPublisherLease } from '../alerting/publisher.ts';
import type { RunContext } from '../runtime/run-context.ts';

const LEASE_WAIT_MS = 3000;

/**
 * Tells people by email that an integration fails, or works again. What cannot be sent now is found again by the next run.
 * Never throws.
 */
export const tellHealth = async (
  run: RunContext,
  integration: Integration,
  holder: string,
): Promise<void> => {
  const { name } = integration;
  try {
    const first = await readQueue(run.store, name);
    if (!first || !mailDue(first, run.now())) return;
    await withPublisherLease(run, holder, LEASE_WAIT_MS, async (publisher) => {
      const queue = await readQueue(run.store, name); // under the lease: another run may have told them by now
      const now = run.now();
      const due = queue && mailDue(queue, now);
      if (!queue || !due || !publisher.hasTime()) return;
      const { oncall, place, links } = run;
      const context = { oncall, now: now.getTime(), place, links };
      const message = integrationMail(integration, queue, waitingOf(queue.due.entries).length, context);
      await publisher.publish(message, () => recordMailed(run.store, name, due, queue.mailedAt, now));
    });
  } catch (error) {
    run.log.error('the email about an integration could not be sent; the next run sends it', {
      integration: name,
      error,
    });
  }
};
