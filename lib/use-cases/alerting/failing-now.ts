import { eachSummary } from '../../adapters/dynamodb/incident-summaries.ts';
import { classifyEndpoint } from '../../domain/endpoints/classification.ts';
import { isFloodKey } from '../../domain/incidents/flood.ts';
import { OPEN_LIST } from '../../domain/incidents/incident.ts';
import { isUnreadable } from '../../domain/incidents/incident-kind.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import type { Failing } from '../../messages/sections/message.ts';
import type { RunContext } from '../runtime/run-context.ts';

/** Some 20,000 incidents: an SMS must not wait for more. */
const MOST_PAGES = 5;

/**
 * How many webhooks fail now, whether or not an alert about them is due: the one number that an SMS about many says. The
 * index may lag behind, so it only ever adds to what the alert itself is about. Nothing where it cannot be read: the
 * alert goes out all the same.
 */
export const failingNow = async (run: RunContext): Promise<Failing | undefined> => {
  const all: Failing = { count: 0, critical: 0, lost: 0 };
  try {
    await eachSummary(
      run.store,
      OPEN_LIST,
      (summary) => {
        if (summary.state === 'resolved' || isTestAlert(summary)) return;
        all.count += 1;
        const isFlood = isFloodKey(summary.endpointKey);
        if (isFlood || classifyEndpoint(summary, run.oncall).severity === 'critical') all.critical += 1;
        if (!isUnreadable(summary)) all.lost += summary.count;
        if (all.since === undefined || summary.openedAt < all.since) all.since = summary.openedAt;
      },
      MOST_PAGES,
    );
    return all;
  } catch (error) {
    run.log.error('an SMS counts only what it is about', { error });
    return undefined;
  }
};
