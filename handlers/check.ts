import { randomUUID } from 'node:crypto';
import { eyeFromEnvironment } from '../lib/adapters/probe/prober.ts';
import { log } from '../lib/adapters/telemetry/log.ts';
import { count } from '../lib/adapters/telemetry/metrics.ts';
import { check } from '../lib/use-cases/probing/run-checks.ts';
import { type Clock, setUp } from '../lib/use-cases/runtime/bootstrap.ts';

/** With only one or two probes, one that is inconclusive says nothing about our own side. */
const FEWEST = 3;

const { workWithin } = setUp(eyeFromEnvironment);

/** Each minute: probes the monitored endpoints. */
export const handler = async (_event: unknown, context: Clock): Promise<void> => {
  const checked = await check(workWithin(context), randomUUID());
  if (checked.looked >= FEWEST && checked.untested > checked.looked / 2) count('MostUntested');
  if (checked.broken > 0) count('ProbeCrashed', checked.broken);
  // Reported in any case: a metric without data would look healthy.
  count('ProbesDelayed', checked.notProbed);
  if (checked.beyondLimit > 0) count('MonitorsBeyondLimit', checked.beyondLimit);
  log.info('checked', checked);
};
