import { randomUUID } from 'node:crypto';
import { proberFromEnvironment } from '../lib/adapters/probe/prober.ts';
import { log } from '../lib/adapters/telemetry/log.ts';
import { count } from '../lib/adapters/telemetry/metrics.ts';
import { runChecks } from '../lib/use-cases/probing/run-checks.ts';
import { bootstrap, type LambdaClock } from '../lib/use-cases/runtime/bootstrap.ts';
import { withCovers } from '../lib/use-cases/runtime/with-covers.ts';

/** With only one or two probes, one that is inconclusive says nothing about our own side. */
const FEWEST = 3;

const { contextFor } = bootstrap(proberFromEnvironment);

/** Each minute: probes the monitored endpoints. */
export const handler = async (_event: unknown, context: LambdaClock): Promise<void> => {
  const checked = await runChecks(await withCovers(contextFor(context)), randomUUID());
  if (checked.probed >= FEWEST && checked.untested > checked.probed / 2) count('ProbesInconclusive');
  if (checked.broken > 0) count('ProbeCrashed', checked.broken);
  // Reported in any case: a metric without data would look healthy.
  count('ProbesDelayed', checked.notProbed);
  if (checked.beyondLimit > 0) count('MonitorsBeyondLimit', checked.beyondLimit);
  log.info('checked', checked);
};
